import { expect, test } from "vitest";
import { describeCron } from "./describe-cron";
import { parseCron } from "./parse-cron";

test.each([
  ["0 0 30 2 *", "never runs"],
  ["0 0 31 4,6,9,11 *", "never runs"],
  ["0 0 * * * *", "6 fields; a cron has five"],
  ["0 0 * *", "4 fields"],
  ["", "0 fields"],
  ["60 * * * *", "60 is out of range in the minute field: expected 0 to 59"],
  ["* 24 * * *", "24 is out of range in the hour field"],
  ["* * 0 * *", "0 is out of range in the day of month field: expected 1 to 31"],
  ["* * * 13 *", "13 is out of range in the month field"],
  ["* * * * 8", "8 is out of range in the day of week field"],
  ["* * * foo *", '"foo" in the month field is invalid: expected 1 to 12 or JAN to DEC'],
  ["*/0 * * * *", "must be 1 or greater"],
  ["*/90 * * * *", "exceeds the field's 60 values"],
  ["1,,2 * * * *", "empty item"],
  ["1-2-3 * * * *", "is not a range"],
  ["-5 * * * *", "is invalid"],
  ["1.5 * * * *", "is invalid"],
  ["* * * * 1#6", "#1 to #5"],
  ["* * L-1 * *", "is invalid"],
  ["@reboot", "is not a known alias"],
])("rejects %j with the reason", (cron, message) => {
  expect(() => parseCron(cron)).toThrow(message);
});

test("a step of the whole field is the field's first value", () => {
  expect(parseCron("*/60 */24 * * *").times).toEqual([0]);
});

test("an impossible day of month is fine beside a day of week, since either suffices", () => {
  expect(() => parseCron("0 0 30 2 1")).not.toThrow();
});

test("describes crons in words", () => {
  expect(describeCron("30 2 * * 1-5")).toBe("At 02:30, Monday through Friday");
  expect(describeCron(["@daily", "0 12 L * *"])).toBe("At 00:00; and at 12:00, on the last day of the month");
});
