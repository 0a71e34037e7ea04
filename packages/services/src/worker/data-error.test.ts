import { expect, test } from "vitest";
import { isDataError } from "./data-error";
import { retryDuringOutage } from "./retry-during-outage";

const withCode = (code: string) => Object.assign(new Error(code), { code });

test.each(["22P02", "22003", "22021", "23505", "23503"])("%s is an error of the data", (code) => {
  expect(isDataError(withCode(code))).toBe(true);
  expect(isDataError(new Error("the query failed", { cause: withCode(code) }))).toBe(true);
});

test.each(["57P01", "08006", "40001", "ECONNREFUSED", "22"])("%s isn't", (code) => {
  expect(isDataError(withCode(code))).toBe(false);
});

test("an error of the data is thrown without a second try", async () => {
  let tries = 0;
  const write = () => {
    tries += 1;
    return Promise.reject(withCode("22P05"));
  };
  await expect(retryDuringOutage(60_000, write)).rejects.toThrow("22P05");
  expect(tries).toBe(1);
});
