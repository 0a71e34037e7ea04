import { DomainError } from "../errors";

/** One field of a cron expression: its name in messages, its bounds and the names that stand for numbers. */
export type FieldRule = {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
};

export const cronError = (message: string): DomainError => new DomainError("invalid", "cron_invalid", message);

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

export const FIELDS = {
  minute: { label: "minute", min: 0, max: 59 },
  hour: { label: "hour", min: 0, max: 23 },
  dayOfMonth: { label: "day of month", min: 1, max: 31 },
  month: { label: "month", min: 1, max: 12, names: MONTHS },
  dayOfWeek: { label: "day of week", min: 0, max: 7, names: WEEKDAYS },
} as const satisfies Record<string, FieldRule>;

/** Adds to `values` what one list item of a field stands for: `*`, `5`, `1-5`, `MON-FRI`, `10-50/20`, `5/15`. */
export function parseItem(item: string, rule: FieldRule, values: Set<number>): void {
  const [range = "", stepText, ...more] = item.split("/");
  if (more.length > 0) throw cronError(`"${item}" in the ${rule.label} field has more than one step.`);
  const step = stepText === undefined ? 1 : parseStep(stepText, item, rule);
  const last = lastOf(rule);

  if (range === "*") {
    for (let value = rule.min; value <= last; value += step) values.add(value);
    return;
  }
  const [lowText = "", highText, ...rest] = range.split("-");
  if (rest.length > 0) throw cronError(`"${item}" in the ${rule.label} field is not a range.`);
  const low = parseValue(lowText, item, rule);
  if (highText === undefined) {
    const high = stepText === undefined ? low : Math.max(low, last);
    for (let value = low; value <= high; value += step) values.add(value);
    return;
  }
  const high = parseValue(highText, item, rule);
  if (high >= low) {
    for (let value = low; value <= high; value += step) values.add(value);
    return;
  }
  // A range such as FRI-MON or 22-2 runs over the end of the field.
  const span = last - rule.min + 1;
  for (let value = low; value <= high + span; value += step) values.add(rule.min + ((value - rule.min) % span));
}

/** In the weekday field 7 is Sunday again; an open range must not name it twice. */
const lastOf = (rule: FieldRule): number => (rule === FIELDS.dayOfWeek ? 6 : rule.max);

function parseStep(text: string, item: string, rule: FieldRule): number {
  const step = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (step < 1) throw cronError(`The step of "${item}" in the ${rule.label} field must be 1 or greater.`);
  // A step of the whole field (`*/60`, `*/24`) is its first value; a longer one would not do what it says.
  const size = lastOf(rule) - rule.min + 1;
  if (step > size) {
    throw cronError(`The step of "${item}" in the ${rule.label} field exceeds the field's ${size} values.`);
  }
  return step;
}

/** A number or name of the field, or an error that says what is allowed. */
export function parseValue(text: string, item: string, rule: FieldRule): number {
  const named = rule.names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + rule.min;
  if (!/^\d{1,4}$/.test(text)) {
    throw cronError(`"${item}" in the ${rule.label} field is invalid: ${allowed(rule)}.`);
  }
  const value = Number(text);
  if (value < rule.min || value > rule.max) {
    throw cronError(`${value} is out of range in the ${rule.label} field: ${allowed(rule)}.`);
  }
  return value;
}

const allowed = ({ min, max, names }: FieldRule): string =>
  `expected ${min} to ${max}${names ? ` or ${names[0]?.toUpperCase()} to ${names.at(-1)?.toUpperCase()}` : ""}`;
