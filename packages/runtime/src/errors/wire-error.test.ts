import { expect, test } from "vitest";
import { toWireError } from "./wire-error";

const messageOf = async (error: unknown): Promise<string> => (await toWireError(error, undefined)).message;

test("an error includes its causes, outermost first", async () => {
  const root = new Error("connect ECONNREFUSED db:5432");
  const error = new TypeError("fetch failed", { cause: new Error("request failed", { cause: root }) });
  expect(await messageOf(error)).toBe(
    "fetch failed\ncaused by Error: request failed\ncaused by Error: connect ECONNREFUSED db:5432",
  );
});

test("an AggregateError includes its errors, even if its own message is empty", async () => {
  const tried = [new Error("connect ECONNREFUSED ::1:5432"), new Error("connect ECONNREFUSED 127.0.0.1:5432")];
  expect(await messageOf(new AggregateError(tried))).toBe(
    "Error: connect ECONNREFUSED ::1:5432\nError: connect ECONNREFUSED 127.0.0.1:5432",
  );
  expect(await messageOf(new AggregateError(Array(9).fill(tried[0]), "all failed"))).toMatch(
    /^all failed(\nError: .*){5}$/,
  );
});

test("an error without a message shows its name, and a value that isn't an Error is described", async () => {
  expect(await messageOf(new RangeError())).toBe("RangeError");
  expect(await messageOf("no")).toBe('A step threw "no" instead of an Error');
});
