const DAY_MS = 86_400_000;
const DATE_CHARS = "2026-01-02".length;

/** Returns the days from 1970-01-01 to a date such as `2026-01-02`. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** Returns the UTC date of a point in time. */
export const dateOf = (moment: Date): string => moment.toISOString().slice(0, DATE_CHARS);
