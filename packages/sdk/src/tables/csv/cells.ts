import type { CellType } from "../columns";

/** Returns the text of a cell, without quotes. */
export function cellText(type: CellType, value: unknown): string {
  if (type.name === "timestamp") return (value as Date).toISOString();
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Returns the value of a cell's text, or undefined if the text is invalid for the column. */
export function cellValue(type: CellType, text: string): unknown {
  switch (type.name) {
    case "int":
    case "float":
      return NUMBER.test(text) ? Number(text) : undefined;
    case "bigint":
      return WHOLE.test(text) ? BigInt(text) : undefined;
    case "boolean":
      return BOOLEANS.get(text.toLowerCase());
    case "timestamp":
      return timestamp(text);
    default:
      return text;
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const WHOLE = /^-?\d+$/;
const BOOLEANS = new Map([
  ["true", true],
  ["false", false],
]);

/** ISO 8601 and the formats databases print: a space in place of `T`, two-digit offsets, and no offset for UTC. */
const TIMESTAMP = /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

function timestamp(text: string): Date | undefined {
  const [, year, month, day, time = "00:00", zone = "Z"] = TIMESTAMP.exec(text) ?? [];
  if (year === undefined) return undefined;
  const offset = zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`;
  const date = new Date(`${year}-${month}-${day}T${time}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
