import { civilFromDay, DAY_MS, dayFromCivil, daysInMonth } from "../cron/calendar";
import { formatOffset } from "../cron/local-text";
import { partitionsError } from "./partition-error";

type Clock = { year: number; month: number; day: number; hour: number; minute: number; second: number };
type ClockField = keyof Clock;

/** Writes and reads a window's start as a key. Local times are milliseconds of the wall clock. */
export type KeyFormat = {
  readonly hasOffset: boolean;
  format(local: number, offset: number): string;
  /** Undefined for text of another form or a date that no calendar has. */
  parse(text: string): { readonly local: number; readonly offset: number | undefined } | undefined;
};

const MONTH_NAMES = "January February March April May June July August September October November December".split(" ");
const SHORT_MONTH_NAMES = MONTH_NAMES.map((name) => name.slice(0, 3));

type Token =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "number"; readonly field: ClockField; readonly width: number; readonly century?: boolean }
  | { readonly kind: "month"; readonly names: readonly string[] }
  | { readonly kind: "offset"; readonly separator: string };

const number = (field: ClockField, width: number): Token => ({ kind: "number", field, width });
const TOKENS: Readonly<Record<string, Token>> = {
  y: number("year", 1),
  yy: { kind: "number", field: "year", width: 2, century: true },
  yyyy: number("year", 4),
  M: number("month", 1),
  MM: number("month", 2),
  MMM: { kind: "month", names: SHORT_MONTH_NAMES },
  MMMM: { kind: "month", names: MONTH_NAMES },
  d: number("day", 1),
  dd: number("day", 2),
  H: number("hour", 1),
  HH: number("hour", 2),
  m: number("minute", 1),
  mm: number("minute", 2),
  s: number("second", 1),
  ss: number("second", 2),
  xx: { kind: "offset", separator: "" },
  xxx: { kind: "offset", separator: ":" },
  Z: { kind: "offset", separator: "" },
};

const formats = new Map<string, KeyFormat>();

/** Compiles a Unicode date format. Letters stand for fields; text in single quotes and other characters for themselves. */
export function keyFormat(format: string): KeyFormat {
  let compiled = formats.get(format);
  if (!compiled) {
    compiled = compile(format);
    formats.set(format, compiled);
  }
  return compiled;
}

function compile(format: string): KeyFormat {
  const tokens = tokenize(format);
  refuseAmbiguous(format, tokens);
  const pattern = new RegExp(`^${tokens.map(patternOf).join("")}$`);
  return {
    hasOffset: tokens.some((token) => token.kind === "offset"),
    format(local, offset) {
      const clock = clockOf(local);
      let text = "";
      for (const token of tokens) text += write(token, clock, offset);
      return text;
    },
    parse(text) {
      const match = pattern.exec(text);
      return match ? read(tokens, match.slice(1)) : undefined;
    },
  };
}

function tokenize(format: string): Token[] {
  return [...format.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)|(')/g)].map((match): Token => {
    const [text, quoted, letter, plain, stray] = match;
    if (stray) throw partitionsError(`The format "${format}" has a single quote that is not closed.`);
    if (quoted !== undefined) return { kind: "literal", text: quoted === "" ? "'" : quoted.replaceAll("''", "'") };
    if (plain !== undefined || letter === undefined) return { kind: "literal", text };
    const token = TOKENS[text];
    if (!token) throw unknownLetters(format, text);
    return token;
  });
}

/**
 * Numbers without a fixed width run into each other: "Md" makes 111 of January 11 and of November 1. To try every way to
 * divide a long text of digits among several of them would also take time without bound.
 */
function refuseAmbiguous(format: string, tokens: readonly Token[]): void {
  let isOpen = false;
  for (const token of tokens) {
    const isNumber = token.kind === "number";
    if (!isNumber && !(token.kind === "literal" && /^\d*$/.test(token.text))) isOpen = false;
    if (!isNumber || token.width > 1) continue;
    if (isOpen) {
      throw partitionsError(
        `The format "${format}" has two adjacent variable-width numbers. Add a separator or use "MM", "dd", "HH", "mm", or "ss".`,
      );
    }
    isOpen = true;
  }
}

function unknownLetters(format: string, text: string): Error {
  const meant = { Y: "y", D: "d", h: "H", S: "s" }[text[0] ?? ""]?.repeat(text.length);
  const hint = meant && TOKENS[meant] ? ` Use "${meant}".` : ` Put literal letters in single quotes.`;
  return partitionsError(`"${text}" in the format "${format}" is not supported.${hint}`);
}

function patternOf(token: Token): string {
  if (token.kind === "literal") return token.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  if (token.kind === "month") return `(${token.names.join("|")})`;
  if (token.kind === "offset") return `([+-]\\d\\d${token.separator}\\d\\d)`;
  return token.width === 1 ? "(\\d{1,4})" : `(\\d{${token.width}})`;
}

function clockOf(local: number): Clock {
  const dayNumber = Math.floor(local / DAY_MS);
  const seconds = Math.floor((local - dayNumber * DAY_MS) / 1_000);
  const { year, month, day } = civilFromDay(dayNumber);
  return {
    year,
    month,
    day,
    hour: Math.floor(seconds / 3_600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  };
}

function write(token: Token, clock: Clock, offset: number): string {
  if (token.kind === "literal") return token.text;
  if (token.kind === "month") return token.names[clock.month - 1] ?? "";
  if (token.kind === "offset") return formatOffset(offset, token.separator);
  const value = token.century ? clock[token.field] % 100 : clock[token.field];
  return String(value).padStart(token.width, "0");
}

function read(tokens: readonly Token[], parts: readonly string[]): ReturnType<KeyFormat["parse"]> {
  const clock: Clock = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  let offset: number | undefined;
  const fields = tokens.filter((token) => token.kind !== "literal");
  for (const [index, token] of fields.entries()) {
    const text = parts[index] ?? "";
    if (token.kind === "month") clock.month = token.names.indexOf(text) + 1;
    else if (token.kind === "offset") offset = parseOffset(text);
    else clock[token.field] = Number(text) + (token.century ? 2_000 : 0);
  }
  const { year, month, day, hour, minute, second } = clock;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const local = dayFromCivil(year, month, day) * DAY_MS + (hour * 3_600 + minute * 60 + second) * 1_000;
  return { local, offset };
}

function parseOffset(text: string): number {
  const digits = text.replace(/\D/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (text.startsWith("-") ? -minutes : minutes) * 60_000;
}
