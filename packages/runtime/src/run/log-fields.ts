import { WIRE_LIMITS } from "@millrace/protocol";
import { clip, startOf } from "./clip";

const DEPTH_MAX = 6;

/**
 * Converts the fields of a log line to JSON. Never fails, whatever the author passed: anything but an object of fields,
 * such as a list or a text, becomes the field `value`.
 */
export function logFields(fields: unknown): Record<string, unknown> | undefined {
  const copy = plain(fields, 0, new Set());
  if (copy === undefined) return undefined;
  const isFields = isPlainObject(copy) && !isOneValue(fields);
  return withNamesThatFit(isFields ? copy : { value: copy });
}

/** Returns the message of a log line as text. Never fails. */
export function logMessage(message: unknown): string {
  if (typeof message === "string") return clip(message);
  const copy = plain(message, 0, new Set());
  return clip(typeof copy === "object" && copy !== null ? JSON.stringify(copy) : String(copy));
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Objects of which a log line shows one value. */
const isOneValue = (value: unknown): boolean => value instanceof Set || value instanceof Error || value instanceof Date;

function withNamesThatFit(fields: Record<string, unknown>): Record<string, unknown> {
  const { nameCharsMax } = WIRE_LIMITS;
  if (Object.keys(fields).every((name) => name.length <= nameCharsMax)) return fields;
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [startOf(name, nameCharsMax), value]));
}

function plain(value: unknown, depth: number, above: Set<object>): unknown {
  switch (typeof value) {
    case "string":
      return clip(value);
    case "bigint":
    case "symbol":
      return String(value);
    case "function":
      return "[function]";
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "object":
      return value === null ? null : readable(value, depth, above);
    default:
      return value;
  }
}

/** Getters, proxies, and iterators are the author's code: one that throws costs its own value. */
function readable(value: object, depth: number, above: Set<object>): unknown {
  if (above.has(value)) return "[circular]";
  above.add(value);
  try {
    return plainObject(value, depth, above);
  } catch {
    return "[unreadable]";
  } finally {
    above.delete(value);
  }
}

function plainObject(value: object, depth: number, above: Set<object>): unknown {
  if (value instanceof Error) return clip(String(value.stack ?? `${value.name}: ${value.message}`));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof String || value instanceof Number || value instanceof Boolean) {
    return plain(value.valueOf(), depth, above);
  }
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth === DEPTH_MAX) return Array.isArray(value) ? `[${value.length} items]` : "[object]";
  if (Array.isArray(value) || value instanceof Set) return Array.from(value, (item) => plain(item, depth + 1, above));
  const entries = value instanceof Map ? [...value] : Object.keys(value).map((key) => [key, read(value, key)] as const);
  return Object.fromEntries(entries.map(([key, part]) => [String(key), plain(part, depth + 1, above)]));
}

/** One property. A getter that throws costs no other. */
function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return "[unreadable]";
  }
}
