import { StepError } from "../errors/step-error";

/**
 * The JSON text of a value; throws, with the place and the fix, when JSON would change it.
 * @param root what to call the value: only an `output` may also be stored by an io
 */
export function jsonText(value: unknown, subject: string, root = "output"): string {
  check(value, root, subject, new Set());
  return JSON.stringify(value);
}

function check(value: unknown, path: string, subject: string, above: Set<object>): void {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "undefined":
      return;
    case "number":
      if (!Number.isFinite(value)) refuse(subject, path, `${value} is not JSON: return null, or set \`io\``);
      return;
    case "bigint":
      refuse(subject, path, "bigint is not JSON: return a string, or set `io`");
      break;
    case "function":
      refuse(subject, path, "a function is not JSON");
      break;
    case "symbol":
      refuse(subject, path, "a symbol is not JSON");
      break;
    case "object":
      if (value !== null) checkObject(value, path, subject, above);
  }
}

function checkObject(value: object, path: string, subject: string, above: Set<object>): void {
  if (above.has(value)) refuse(subject, path, "a value that contains itself is not JSON");
  if (value instanceof Date) refuse(subject, path, "Date is not JSON: return date.toISOString(), or set `io`");
  if (value instanceof Map || value instanceof Set)
    refuse(subject, path, "Map and Set are not JSON: return an object or an array, or set `io`");
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    refuse(subject, path, "bytes are not JSON: set `io: io.bytes()`");
  if (value instanceof Promise) refuse(subject, path, "a Promise is not JSON: await it");
  if ("toJSON" in value && typeof value.toJSON === "function") {
    refuse(
      subject,
      path,
      `${value.constructor?.name ?? "an object with toJSON"} is not JSON: return what toJSON() gives, or set \`io\``,
    );
  }
  above.add(value);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (value[index] === undefined)
        refuse(subject, `${path}[${index}]`, "undefined in a list is not JSON: return null");
      check(value[index], `${path}[${index}]`, subject, above);
    }
  } else {
    for (const key of Object.keys(value))
      check((value as Record<string, unknown>)[key], `${path}.${key}`, subject, above);
  }
  above.delete(value);
}

function refuse(subject: string, path: string, sentence: string): never {
  const fit = path.startsWith("output")
    ? sentence
    : sentence.replace(": return ", ": give ").replace(", or set `io`", "");
  throw new StepError("OUTPUT_NOT_STORABLE", `${subject}: ${path}: ${fit}`, { retry: false });
}
