import { DomainError } from "./errors";
import { notOneOf, unknownName } from "./unknownName";

/**
 * What the arguments of a call look like, as their TypeScript types say. The build reads it from the declarations
 * (`lib/entry.mjs`), so that a cell or a program without types is held to the same as one with them.
 */
export interface ArgumentShapes {
  readonly functions: Readonly<Record<string, CallShape>>;
  /** By class, then by method. */
  readonly methods: Readonly<Record<string, Readonly<Record<string, CallShape>>>>;
  /** The names that stand for a whole module. */
  readonly modules: readonly string[];
  readonly shapes: readonly Shape[];
}

export interface CallShape {
  readonly parameters: readonly ParameterShape[];
  /** A wrong argument is a rejection, as every other failure of the function is. */
  readonly promises?: boolean;
}

export interface ParameterShape {
  /** As the signature has it; of a record that is taken apart there, what it holds. */
  readonly name: string;
  /** What stands before the names of its entries in a message: "spec.", or nothing for options. */
  readonly inside: string;
  /** Its place in {@link ArgumentShapes.shapes}; absent where anything goes. */
  readonly shape?: number;
}

type Kind = "undefined" | "null" | "number" | "text" | "boolean" | "function" | "list" | "record";

/** What a value may be. Numbers at a place are places in {@link ArgumentShapes.shapes}. */
export interface Shape {
  /** Absent: anything that is given. */
  readonly kinds?: readonly Kind[];
  readonly literals?: readonly (string | number | boolean)[];
  /** Of a record, by name; null where anything goes. */
  readonly properties?: Readonly<Record<string, number | null>>;
  /** A record of choices: other names than those in `properties` are refused. */
  readonly closed?: boolean;
  /** The property whose value picks the member of `members`; without it the member is the one whose name is there. */
  readonly tag?: string;
  readonly members?: Readonly<Record<string, number>>;
  /** Of a list. */
  readonly items?: number;
  /** Of a record by name: coins, for example. */
  readonly values?: number;
}

/** @throws {@link DomainError} naming the first argument that is not what its shape says. */
export function checkArguments(
  where: string,
  parameters: readonly ParameterShape[],
  given: readonly unknown[],
  shapes: readonly Shape[],
): void {
  for (let i = 0; i < parameters.length; i++) {
    const { name, inside, shape } = parameters[i];
    if (shape === undefined) continue;
    check({ where, shapes }, "", name, given[i], shapes[shape], inside);
  }
}

interface Context {
  readonly where: string;
  readonly shapes: readonly Shape[];
}

/**
 * @param before - what stands before the value's own name: "spec.", or nothing.
 * @param inside - what stands before the names of its entries; made from both where it is absent, and only when needed.
 */
function check(
  context: Context,
  before: string,
  name: string,
  value: unknown,
  shape: Shape,
  inside?: string,
): void {
  if (!fits(value, shape))
    throw notOneOf(
      context.where,
      before + name,
      value,
      expected(shape, context.shapes),
      shape.literals ?? [],
    );
  if (typeof value !== "object" || value === null) return;
  if (isList(value)) checkItems(context, before + name, value, shape);
  else if (shape.properties ?? shape.members ?? shape.values)
    checkRecord(context, value as Entries, shape, inside ?? `${before}${name}.`);
}

function checkItems(context: Context, path: string, list: ArrayLike<unknown>, { items }: Shape): void {
  if (items === undefined) return;
  for (let i = 0; i < list.length; i++) check(context, path, `[${i}]`, list[i], context.shapes[items]);
}

type Entries = Readonly<Record<string, unknown>>;

function checkRecord(context: Context, record: Entries, shape: Shape, inside: string): void {
  const { shapes } = context;
  const { properties, closed, values } = shape.members ? memberOf(context, record, shape, inside) : shape;
  if (closed)
    for (const name of Object.keys(record))
      if (!Object.hasOwn(properties!, name))
        throw unknownOption(context, inside, name, Object.keys(properties!));
  for (const name in properties) {
    const own = properties[name];
    if (own !== null) check(context, inside, name, record[name], shapes[own]);
  }
  if (values !== undefined)
    for (const name of Object.keys(record)) check(context, inside, name, record[name], shapes[values]);
}

/** The member of a union that a record is of. */
function memberOf(context: Context, record: Entries, { tag, members = {} }: Shape, inside: string): Shape {
  const { where, shapes } = context;
  const names = Object.keys(members);
  if (tag === undefined) {
    const there = names.filter((name) => record[name] !== undefined);
    if (there.length === 1) return shapes[members[there[0]]];
    const all = names.flatMap((name) => Object.keys(shapes[members[name]].properties ?? {}));
    const stranger = Object.keys(record).find((name) => !all.includes(name));
    if (stranger !== undefined) throw unknownOption(context, inside, stranger, all);
    throw new DomainError(where, inside.slice(0, -1), record, `a record with one of ${names.join(", ")}`);
  }
  const value = record[tag];
  if (typeof value === "string" && Object.hasOwn(members, value)) return shapes[members[value]];
  const texts = names.map((one) => `"${one}"`);
  throw notOneOf(where, inside + tag, value, `one of ${texts.join(", ")}`, names);
}

function unknownOption(
  { where }: Context,
  inside: string,
  name: string,
  names: readonly string[],
): DomainError {
  return unknownName(where, "option", name, names, inside && ` in ${inside.slice(0, -1)}`);
}

function fits(value: unknown, { kinds, literals }: Shape): boolean {
  if (kinds === undefined) return value !== undefined;
  const kind = kindOf(value);
  if (kinds.includes(kind)) return true;
  if (kind === "record")
    return kinds.includes("list") && typeof (value as ArrayLike<unknown>).length === "number";
  return literals !== undefined && literals.includes(value as string);
}

function kindOf(value: unknown): Kind {
  if (typeof value === "string") return "text";
  if (typeof value !== "object") return typeof value as Kind;
  if (value === null) return "null";
  return isList(value) ? "list" : "record";
}

/** A list for sure: a record may have a `length` too. */
function isList(value: object): value is readonly unknown[] {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

const WORDS: Readonly<Record<Kind, string>> = {
  undefined: "left out",
  null: "null",
  number: "a number",
  text: "a text",
  boolean: "true or false",
  function: "a function",
  list: "a list",
  record: "a record",
};

/** What a value must be, in words. */
function expected(shape: Shape, shapes: readonly Shape[]): string {
  const { kinds, literals = [] } = shape;
  if (kinds === undefined) return "given";
  const words = kinds
    .filter((kind) => kind !== "undefined")
    .map((kind) => (kind === "record" ? recordInWords(shape, shapes) : WORDS[kind]));
  const names = literals.map((literal) => (typeof literal === "string" ? `"${literal}"` : String(literal)));
  if (names.length > 0) words.unshift(names.length === 1 ? names[0] : `one of ${names.join(", ")}`);
  return words.join(" or ");
}

function recordInWords({ properties = {}, tag, members }: Shape, shapes: readonly Shape[]): string {
  if (tag !== undefined) return `a record with ${tag}`;
  if (members) return `a record with one of ${Object.keys(members).join(", ")}`;
  const needed = Object.entries(properties)
    .filter(([, place]) => place !== null && !fits(undefined, shapes[place]))
    .map(([name]) => name);
  return needed.length > 0 ? `a record with ${needed.join(", ")}` : WORDS.record;
}
