import { LIMITS } from "@millrace/core";
import { planStep } from "@millrace/harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStack, type Stack } from "./stack";

let stack: Stack;
beforeEach(async () => {
  stack = await openStack();
  await stack.startWorker();
});
afterEach(() => stack.close());

async function storedBytes(runId: string): Promise<number> {
  const chunks = await stack.db.prisma.logChunk.findMany({ where: { runId } });
  return chunks.reduce((sum, { startByte, endByte }) => sum + Number(endByte) - Number(startByte), 0);
}

test("a run that prints 45 MB without a pause succeeds, and all of it is stored", async () => {
  const runId = await stack.launch(planStep("prints"));
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS", error: null });
  expect(await storedBytes(runId)).toBe(700 * 65_001);
});

test("a run that prints 300 MB succeeds, and its output ends at the limit with one note", async () => {
  const runId = await stack.launch(planStep("prints_too_much"));
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS", error: null });
  const bytes = await storedBytes(runId);
  expect(bytes).toBeGreaterThan(LIMITS.runOutputLogBytesMax - 2 ** 20);
  expect(bytes).toBeLessThan(LIMITS.runOutputLogBytesMax + 2 ** 20);
});

test("a run that logs 400,000 lines without a pause succeeds, and its events end at the limit", async () => {
  const runId = await stack.launch(planStep("logs"));
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS", error: null });
  const events = await stack.db.prisma.runEvent.count({ where: { runId } });
  expect(events).toBeGreaterThan(LIMITS.runEventsMax / 2);
  expect(events).toBeLessThan(LIMITS.runEventsMax + 100);
});
