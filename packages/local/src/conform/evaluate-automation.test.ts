import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answer } from "./answer";

/** Histories and the requests of Dagster 1.13.28 in each. */
const cases = readFileSync(join(import.meta.dirname, "automation-cases.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { id: string; expect: unknown });

test.each(cases)("requests what Dagster requests in $id", ({ expect: expected, ...given }) => {
  expect(JSON.parse(answer(JSON.stringify(given)))).toEqual({ id: given.id, ok: true, value: expected });
});
