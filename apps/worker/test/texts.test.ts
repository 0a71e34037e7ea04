import { planStep } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStack, type Stack } from "./stack";

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
  await stack.startWorker();
});
afterAll(() => stack.close());

test("an error whose text PostgreSQL can't store fails its run as STEP_FAILURE, with U+FFFD in place", async () => {
  const messages = {
    throws_half: "x \uFFFD",
    throws_nul: "a\uFFFDb",
    throws_nul_in_cause: "outer\ncaused by AggregateError: a\uFFFDb",
    throws_text: 'A step threw "a\\u0000b \\ud83d" instead of an Error',
  };
  const runs = Object.entries(messages).map(async ([asset, message]) => {
    const runId = await stack.launch(planStep(asset));
    expect(await stack.ended(runId)).toMatchObject({
      status: "FAILURE",
      failureReason: "STEP_FAILURE",
      error: { message: expect.stringContaining(message) },
    });
    const events = await stack.db.prisma.runEvent.findMany({ where: { runId, type: "stepFailed" } });
    expect(events).toMatchObject([{ data: { error: { message: expect.stringContaining(message) } } }]);
  });
  await Promise.all(runs);
});

test("a step skips, whatever characters its reason has", async () => {
  const runId = await stack.launch(planStep("skips_half"));
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS" });
  const events = await stack.db.prisma.runEvent.findMany({ where: { runId, type: "stepSkipped" } });
  expect(JSON.stringify(events[0]?.data)).toContain("because \uFFFD and \uFFFD");
});

test("metadata, state, logs and output that PostgreSQL can't store have U+FFFD in place", async () => {
  const runId = await stack.launch(planStep("records_half"));
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS", error: null });
  expect(await stack.db.prisma.materialization.findFirst({ where: { runId } })).toMatchObject({
    metadata: { "k\uFFFD": { value: "v\uFFFD\uFFFD" }, list: { value: { deep: ["\uFFFD"] } } },
  });
  const [watermark] = await stack.db.prisma.watermark.findMany();
  expect(watermark?.value).toEqual({ cursor: "at \uFFFD\uFFFD", "k\uFFFD": { "n\uFFFD": "\uFFFD" } });
  const log = await stack.db.prisma.runEvent.findFirst({ where: { runId, type: "log" } });
  expect(log).toMatchObject({ message: "line \uFFFD\uFFFD", data: { fields: { "f\uFFFD": "\uFFFD" } } });
  expect(await stack.outputOf(runId, "records_half")).toBe("out \uFFFD\uFFFD\n");
});
