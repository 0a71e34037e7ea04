import { WIRE_LIMITS } from "@millrace/protocol";
import { clip, startOf } from "./clip";

const DEPTH_MAX = 6;

/** Converts the fields of a log line to JSON. Never fails, whatever the values are. */
export function logFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy = plain(fields, 0, new Set()) as Record<string, unknown>;
  const { nameCharsMax } = WIRE_LIMITS;
  if (Object.keys(copy).every((name) => name.length <= nameCharsMax)) return copy;
  return Object.fromEntries(Object.entries(copy).map(([name, value]) => [startOf(name, nameCharsMax), value]));
}

function plain(value: unknown, depth: number, above: Set<object>): unknown {
  switch (typeof value) {
    case "string":
      return clip(value);
    case "bigint":
    case "symbol":
    case "function":
      return String(value);
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "object":
      return value === null ? null : plainObject(value, depth, above);
    default:
      return value;
  }
}

function plainObject(value: object, depth: number, above: Set<object>): unknown {
  if (above.has(value)) return "[circular]";
  if (value instanceof Error) return clip(value.stack ?? `${value.name}: ${value.message}`);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth === DEPTH_MAX) return Array.isArray(value) ? `[${value.length} items]` : "[object]";
  above.add(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const copy =
    Array.isArray(value) || value instanceof Set
      ? [...value].map((item) => plain(item, depth + 1, above))
      : Object.fromEntries(entries.map(([key, part]) => [String(key), plain(part, depth + 1, above)]));
  above.delete(value);
  return copy;
}
