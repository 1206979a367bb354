import { createRequire } from "node:module";
import type { ArgumentShapes, ParameterShape, Shape } from "../../lib/core/argumentShapes";

const built = createRequire(__filename);

/** What was built, as a notebook's cell gets it: all tests of it make their lists from here, so new functions join. */
export const entry = built("volfolio") as Readonly<Record<string, unknown>>;

export const { functions, methods, modules, shapes } = built(
  "../../lib/dist/argumentShapes.js",
) as ArgumentShapes;

/** A function of the entry, or a method of one of its classes, with the shapes of its arguments. */
export interface EntryCall {
  readonly name: string;
  /** The class, where it is a method. */
  readonly of?: string;
  readonly call: (this: unknown, ...given: readonly unknown[]) => unknown;
  readonly parameters: readonly ParameterShape[];
}

type Call = EntryCall["call"];

export const entryCalls: readonly EntryCall[] = [
  ...Object.entries(functions).map(([name, { parameters }]) => ({
    name,
    call: entry[name] as Call,
    parameters,
  })),
  ...Object.entries(methods).flatMap(([of, own]) => {
    const { prototype } = entry[of] as { prototype: Record<string, Call> };
    return Object.entries(own).map(([method, { parameters }]) => ({
      ...{ name: `${of}.${method}`, of, call: prototype[method], parameters },
    }));
  }),
];

export function shapeAt(place: number | null | undefined): Shape | undefined {
  return place === null || place === undefined ? undefined : shapes[place];
}

/** The plainest value of a shape. */
export function plainest(place: number | null | undefined): unknown {
  const shape = shapeAt(place);
  if (!shape?.kinds) return 1;
  const { kinds, literals, properties, members = {} } = shape;
  if (kinds.includes("undefined")) return undefined;
  if (literals) return literals[0];
  const [member] = Object.keys(members);
  if (member !== undefined) return memberOf(shape, member, plainest(members[member]));
  if (kinds.includes("record")) return plainRecord(properties);
  if (kinds.includes("list")) return [];
  if (kinds.includes("number")) return 1;
  if (kinds.includes("text")) return "none";
  if (kinds.includes("boolean")) return false;
  return () => 1;
}

/** A value of a union's member, with the tag that says so. */
export function memberOf({ tag }: Shape, name: string, value: unknown): unknown {
  return tag === undefined ? value : { ...(value as object), [tag]: name };
}

export function plainRecord(properties: Shape["properties"] = {}): Record<string, unknown> {
  const entries = Object.entries(properties).map(([name, place]) => [name, plainest(place)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The error of a call, also of one that gives a promise; undefined where it succeeds. */
export async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error ?? new Error("nothing was thrown");
  }
  return undefined;
}
