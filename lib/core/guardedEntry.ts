import { checkArguments, type ArgumentShapes, type CallShape, type Shape } from "./argumentShapes";

type Call = (this: unknown, ...given: unknown[]) => unknown;
type Members = Record<string, unknown>;

/**
 * The entry with a guard at each function: arguments are compared with their shapes before the call. Inside, the library
 * calls its functions without the guard. Classes stay the same classes; their methods get the guard in place. A module's
 * group of names holds the very same functions.
 */
export function guardedEntry<D extends object>(
  entry: D,
  { functions, methods, modules, shapes }: ArgumentShapes,
): Readonly<D> {
  const open = entry as Members;
  for (const [name, calls] of Object.entries(methods)) {
    const { prototype } = open[name] as { prototype: Members };
    for (const [method, call] of Object.entries(calls))
      Object.defineProperty(prototype, method, {
        value: guarded(`${name}.${method}`, prototype[method] as Call, call, shapes),
        configurable: true,
        writable: true,
        enumerable: false,
      });
  }
  const flat: Members = { ...open };
  for (const [name, call] of Object.entries(functions))
    flat[name] = guarded(name, open[name] as Call, call, shapes);
  const groups = modules.map((module) => {
    const names = Object.keys(open[module] as Members);
    return [module, Object.freeze(Object.fromEntries(names.map((name) => [name, flat[name]])))];
  });
  return Object.freeze({ ...flat, ...(Object.fromEntries(groups) as Members) }) as Readonly<D>;
}

/** The same function to its callers: name, length, `this`, and rejections where it gives promises. */
function guarded(where: string, call: Call, shape: CallShape, shapes: readonly Shape[]): Call {
  const { parameters, promises } = shape;
  const guard: Call = promises
    ? async function (...given) {
        checkArguments(where, parameters, given, shapes);
        return await call.apply(this, given);
      }
    : function (...given) {
        checkArguments(where, parameters, given, shapes);
        return call.apply(this, given);
      };
  return Object.defineProperties(guard, {
    name: { value: call.name, configurable: true },
    length: { value: call.length, configurable: true },
  });
}
