import type { PlanStep } from "@millrace/core/plan";
import { planStep } from "@millrace/harness";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStack, type Stack } from "./stack";

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
  await stack.startWorker();
});
afterAll(() => stack.close());

const retry = { max: 2, delayMs: 0 } as PlanStep["retry"];
const needing = (key: string, upstream: string, input: string) =>
  planStep(key, { needs: [upstream], deps: [{ input, asset: upstream, view: "value" }] });

const eventsOf = (runId: string) => stack.db.prisma.runEvent.findMany({ where: { runId }, orderBy: { seq: "asc" } });
/** The attempts of a step, from its history: `stepStarted 1`, `stepRetrying 1`, … */
async function story(runId: string, step: string): Promise<string[]> {
  const events = await eventsOf(runId);
  return events.flatMap((it) => (it.step === step && /^step/.test(it.type) ? [`${it.type} ${it.stepAttempt}`] : []));
}

describe("output and logs before the end", () => {
  test.each([
    ["a step blocked its thread and was terminated", "spins_at_once", { timeoutMs: 300 }],
    ["a step aborted its process", "aborts_at_once", {}],
  ])("are shown after %s", async (_, asset, options) => {
    const runId = await stack.launch(planStep(asset, options));
    expect(await stack.ended(runId)).toMatchObject({ status: "FAILURE" });
    expect(await stack.outputOf(runId, asset)).toContain("before in the output\nbefore, on a line that doesn't end");
    expect((await eventsOf(runId)).map(({ message }) => message)).toContain("before in a log");
  });
});

describe("a step that is to be retried is attempted again in a fresh process", () => {
  test("after it aborted its process, with the results of the steps before", async () => {
    const runId = await stack.launch(
      planStep("numbers"),
      planStep("aborts_once", { needs: ["numbers"], retry }),
      needing("after_abort", "aborts_once", "abortsOnce"),
    );
    expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS", error: null });
    expect(await story(runId, "numbers")).toEqual(["stepStarted 1", "stepSucceeded 1"]);
    expect(await story(runId, "aborts_once")).toEqual([
      "stepStarted 1",
      "stepRetrying 1",
      "stepStarted 2",
      "stepSucceeded 2",
    ]);
    const retrying = (await eventsOf(runId)).find(({ type }) => type === "stepRetrying");
    expect(retrying?.data).toMatchObject({
      error: { code: "PROCESS_ENDED", message: expect.stringContaining("SIGABRT") },
    });
    const made = await stack.db.prisma.materialization.findFirst({ where: { runId, asset: "after_abort" } });
    expect(made).toMatchObject({ value: { inline: "20" } });
    expect(await stack.db.prisma.watermark.findFirst({ where: { runId } })).toMatchObject({ value: { attempt: 2 } });
  });

  test("until its policy is used up, and then has failed with the error of its process", async () => {
    const runId = await stack.launch(
      planStep("aborts_always", { retry }),
      planStep("wide", { needs: ["aborts_always"] }),
    );
    expect(await stack.ended(runId)).toMatchObject({
      status: "FAILURE",
      failureReason: "STEP_FAILURE",
      error: { code: "PROCESS_ENDED" },
    });
    expect(await story(runId, "aborts_always")).toEqual([
      "stepStarted 1",
      "stepRetrying 1",
      "stepStarted 2",
      "stepRetrying 2",
      "stepStarted 3",
      "stepFailed 3",
    ]);
    expect(await stack.outputOf(runId, "aborts_always")).toContain("attempt 3");
  });

  test("after it held its thread beyond its timeout", async () => {
    const runId = await stack.launch(planStep("spins_once", { retry, timeoutMs: 200 }));
    expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS" });
    const retrying = (await eventsOf(runId)).find(({ type }) => type === "stepRetrying");
    expect(retrying?.data).toMatchObject({ error: { code: "STEP_TIMEOUT" } });
  });

  test("if its first attempt ignores its signal: no line of that attempt comes after the second began, and concurrent steps continue", async () => {
    const runId = await stack.launch(planStep("ignores_once", { retry, timeoutMs: 1_000 }), planStep("slow_neighbor"));
    expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS" });
    const events = await eventsOf(runId);
    const second = events.findIndex((it) => it.type === "stepStarted" && it.stepAttempt === 2);
    const lines = events.slice(second).flatMap((it) => (it.type === "log" ? [it.message] : []));
    expect(lines).toEqual(["attempt 2", "attempt 2", "attempt 2"]);
    expect(await story(runId, "slow_neighbor")).toEqual(["stepStarted 1", "stepSucceeded 1"]);
  });
});

test("a step without a policy whose process ended has failed with the reason", async () => {
  const runId = await stack.launch(planStep("aborts_at_once"));
  expect(await stack.ended(runId)).toMatchObject({ error: { code: "PROCESS_ENDED" } });
  const step = await stack.db.prisma.runStep.findFirst({ where: { runId } });
  expect(step).toMatchObject({ status: "FAILURE", error: { code: "PROCESS_ENDED" } });
});

test("a log line never fails its run, whatever it was given", async () => {
  const runId = await stack.launch(planStep("logs_oddly"));
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS" });
  const logs = (await eventsOf(runId)).filter(({ type }) => type === "log");
  expect(logs.map(({ message, data }) => [message, data])).toEqual([
    ["x", { fields: { value: [1, 2] } }],
    ["x", { fields: { value: "y" } }],
    ['{"a":1}', { fields: { value: null } }],
  ]);
});
