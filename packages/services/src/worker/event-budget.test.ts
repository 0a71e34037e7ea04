import type { RuntimeEvent } from "@millrace/protocol";
import { expect, test } from "vitest";
import { eventBudget } from "./event-budget";

const log: RuntimeEvent = { type: "log", at: 1, level: "info", message: "x" };
const skipped: RuntimeEvent = { type: "stepSkipped", at: 1, step: "a", reason: "no rows" };
const limits = { runEventsMax: 3, runEventBytesMax: 1_000 };

test("discards log events beyond the limit, with one note", () => {
  const budget = eventBudget(limits);
  const kept = [log, log, log, log, log].flatMap((event) => budget.admit(event, 10) ?? []);
  expect(kept.map(({ type }) => type)).toEqual(["log", "log", "log", "engine"]);
  expect(kept.at(-1)).toMatchObject({ message: expect.stringContaining("runEventsMax") });
  expect(budget.isSpent).toBe(true);
});

test("keeps other events after logs have used up the limit, and fails the run when they exceed it themselves", () => {
  const budget = eventBudget(limits);
  for (let i = 0; i < 10; i++) budget.admit(log, 10);
  for (let i = 0; i < 3; i++) expect(budget.admit(skipped, 10)).toBe(skipped);
  expect(() => budget.admit(skipped, 10)).toThrow("runEventsMax");
});

test("counts bytes as well as events", () => {
  const budget = eventBudget(limits);
  expect(budget.admit(log, 999)).toBe(log);
  expect(budget.admit(log, 2)?.type).toBe("engine");
  expect(() => budget.admit(skipped, 1_001)).toThrow("runEventBytesMax");
});
