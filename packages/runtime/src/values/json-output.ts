import { StepError } from "../errors/step-error";

/**
 * Returns the JSON text of a value. Throws, with the path and the fix, if JSON would change it.
 * @param root name of the value itself
 * @param mayHaveIo true for the value of an asset, which an IO manager could store instead
 */
export function jsonText(value: unknown, subject: string, root = "output", mayHaveIo = false): string {
  const change = findChange(value, root, new Set());
  if (change === undefined) return JSON.stringify(value);
  const verb = root === "output" ? "return" : "give";
  const io = mayHaveIo ? `, or set \`${change.io ?? "io"}\`` : "";
  const sentence = `${change.what} not JSON: ${verb} ${change.fix}${io}`;
  throw new StepError("OUTPUT_NOT_STORABLE", `${subject}: ${change.path}: ${sentence}`, { retry: false });
}

/** A change that JSON would make, as a message: `<what> not JSON: return <fix>, or set <io>`. */
type Change = { readonly path: string; readonly what: string; readonly fix: string; readonly io?: string };

function findChange(value: unknown, path: string, above: Set<object>): Change | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? undefined : { path, what: `${value} is`, fix: "null" };
    case "bigint":
      return { path, what: "bigint is", fix: "a string" };
    case "function":
      return { path, what: "a function is", fix: "its result" };
    case "symbol":
      return { path, what: "a symbol is", fix: "its description" };
    case "object":
      return value === null ? undefined : findChangeOfObject(value, path, above);
    default:
      return undefined;
  }
}

function findChangeOfObject(value: object, path: string, above: Set<object>): Change | undefined {
  if (above.has(value)) return { path, what: "a circular value is", fix: "an ID instead" };
  const change = Array.isArray(value) ? undefined : changeOfKind(value);
  if (change) return { path, ...change };
  above.add(value);
  const found = Array.isArray(value) ? findInList(value, path, above) : findInRecord(value, path, above);
  above.delete(value);
  return found;
}

/** Returns the change for an object of a class that JSON doesn't represent. */
function changeOfKind(value: object): Omit<Change, "path"> | undefined {
  if (value instanceof Date) return { what: "Date is", fix: "date.toISOString()" };
  if (value instanceof Map || value instanceof Set) return { what: "Map and Set are", fix: "an object or an array" };
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return { what: "bytes are", fix: "base64 text", io: "io: io.bytes()" };
  if (value instanceof Promise) return { what: "a Promise is", fix: "what it resolves to" };
  if ("toJSON" in value && typeof value.toJSON === "function")
    return { what: `${nameOf(value)} is`, fix: "what toJSON() gives" };
  if (Symbol.iterator in value || Symbol.asyncIterator in value) return { what: "an iterable is", fix: "an array" };
  return isPlain(value) ? undefined : { what: `${nameOf(value)} is`, fix: "a plain object such as { ...value }" };
}

/** Returns true for objects created with `{}` or `Object.create(null)`, in any realm. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const nameOf = (value: object): string => value.constructor?.name || "an instance of a class";

function findInList(list: readonly unknown[], path: string, above: Set<object>): Change | undefined {
  for (let index = 0; index < list.length; index++) {
    const at = `${path}[${index}]`;
    if (list[index] === undefined) return { path: at, what: "undefined in a list is", fix: "null" };
    const found = findChange(list[index], at, above);
    if (found) return found;
  }
  return undefined;
}

function findInRecord(record: object, path: string, above: Set<object>): Change | undefined {
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue;
    const found = findChange(value, `${path}${IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`}`, above);
    if (found) return found;
  }
  return undefined;
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
