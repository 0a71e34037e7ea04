import { expect, test } from "vitest";
import { assertTimeZoneName } from "./time-zone-name";

test.each([
  "UTC",
  "Europe/London",
  "America/New_York",
  "America/Argentina/Buenos_Aires",
  "Asia/Kolkata",
  "Asia/Calcutta",
])("accepts %s", (name) => expect(() => assertTimeZoneName(name)).not.toThrow());

test.each([
  ["America/New_york", 'Did you mean "America/New_York"?'],
  ["europe/london", 'Did you mean "Europe/London"?'],
  ["Europe/Londn", 'Did you mean "Europe/London"?'],
  ["EST", "Use a region"],
  ["+02:00", "Use a region"],
  ["utc", "Use a region"],
  ["Nowhere", "Use a region"],
  ["", "Use a region"],
])("rejects %s with a suggestion", (name, hint) => expect(() => assertTimeZoneName(name)).toThrow(hint));
