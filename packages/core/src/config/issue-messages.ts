import type { z } from "zod";
import { didYouMeanText } from "../did-you-mean";
import { ownValue } from "../own";

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  tuple: "a list",
  null: "null",
  never: "absent",
};
const FORMATS: Readonly<Record<string, string>> = {
  email: "an email address",
  url: "a URL",
  uuid: "a UUID",
  guid: "a UUID",
  date: "a date such as 2026-01-31",
  datetime: "a time such as 2026-01-31T12:00:00Z",
  time: "a time such as 12:00:00",
  duration: "a duration such as PT15M",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
};
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  string: ["character", "characters"],
  array: ["item", "items"],
  object: ["key", "keys"],
};

/** What a value must be, as a sentence whose subject is its place. */
export function issueMessage(issue: z.core.$ZodRawIssue): string {
  const { input } = issue;
  switch (issue.code) {
    case "invalid_type": {
      const wanted = ownValue(TYPES, issue.expected) ?? issue.expected;
      return input === undefined ? `is required (expected ${wanted})` : `must be ${wanted}, not ${shown(input)}`;
    }
    case "too_small":
      return `must ${limit(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum)}`;
    case "too_big":
      return `must ${limit(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum)}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return issue.format === "regex"
        ? `must match ${issue.pattern}`
        : `must be ${ownValue(FORMATS, issue.format) ?? `a valid ${issue.format}`}, not ${shown(input)}`;
    case "invalid_value":
      return valueWords(issue.values, input);
    case "invalid_key":
      return "has an invalid key name";
    default:
      return issue.message ?? "doesn't match its schema";
  }
}

function valueWords(values: readonly unknown[], input: unknown): string {
  const list = values.map((value) => JSON.stringify(value)).join(", ");
  const wanted = values.length === 1 ? list : `one of ${list}`;
  if (input === undefined) return `is required (expected ${wanted})`;
  const hint = typeof input === "string" ? didYouMeanText(input, values.map(String)) : "";
  return `must be ${wanted}, not ${shown(input)}${hint && `.${hint}`}`;
}

function limit(origin: string, bound: string, size: number | bigint): string {
  const unit = ownValue(UNITS, origin);
  return unit ? `have ${bound} ${size} ${size === 1 ? unit[0] : unit[1]}` : `be ${bound} ${size}`;
}

const SHOWN_CHARS_MAX = 60;

/** A value as a message quotes it. Errors are read by who sent the value, and are not kept. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_CHARS_MAX ? `${text.slice(0, SHOWN_CHARS_MAX)}…` : text;
}
