import { ownValue } from "../own";
import { type Schema, typesOf } from "./schema";

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "object",
  array: "list",
  null: "null",
};
const FORMATS: Readonly<Record<string, string>> = {
  date: "date, as 2026-01-31",
  "date-time": "time, as 2026-01-31T12:00:00Z",
  time: "time of day, e.g. 12:00:00",
  duration: "duration, e.g. PT15M",
  email: "email address",
  uri: "URL",
  uuid: "UUID",
};

/** What a schema takes, in a few words each: its type, its limits, its default. */
export function describeSchema(schema: Schema): string[] {
  const values = schema.const === undefined ? schema.enum : [schema.const];
  const kind = values ? values.map((value) => JSON.stringify(value)).join(" | ") : typeWords(schema);
  return [kind, ...limits(schema), defaultWords(schema)].filter((it): it is string => Boolean(it));
}

function typeWords(schema: Schema): string {
  const format = ownValue(FORMATS, schema.format ?? "");
  if (format) return format;
  const branches = schema.anyOf ?? schema.oneOf;
  const types = branches ? branches.flatMap((branch) => typesOf(branch)) : typesOf(schema);
  return [...new Set(types)].map((type) => ownValue(TYPES, type) ?? type).join(" or ");
}

/** `z.int()` writes the bounds of safe integers, which say nothing. */
const isMeaningfulLimit = (limit: number | undefined): limit is number =>
  limit !== undefined && Math.abs(limit) !== Number.MAX_SAFE_INTEGER;

function limits(schema: Schema): (string | false)[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const { minLength, maxLength, minItems, maxItems } = schema;
  return [
    isMeaningfulLimit(minimum) && `at least ${minimum}`,
    isMeaningfulLimit(exclusiveMinimum) && `more than ${exclusiveMinimum}`,
    isMeaningfulLimit(maximum) && `at most ${maximum}`,
    isMeaningfulLimit(exclusiveMaximum) && `less than ${exclusiveMaximum}`,
    multipleOf !== undefined && `a multiple of ${multipleOf}`,
    range(minLength, maxLength, "characters"),
    range(minItems, maxItems, "items"),
    schema.pattern !== undefined && !schema.format && `matches /${schema.pattern}/`,
  ];
}

function range(least: number | undefined, most: number | undefined, unit: string): string | false {
  if (least === undefined && most === undefined) return false;
  if (least === undefined) return `at most ${most} ${unit}`;
  return most === undefined ? `at least ${least} ${unit}` : `${least} to ${most} ${unit}`;
}

const defaultWords = ({ default: value }: Schema): string | false =>
  value !== undefined && `default ${JSON.stringify(value)}`;
