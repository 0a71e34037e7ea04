import { describe, expect, test } from "vitest";
import { type RunEndContext, runOutcomeOf } from "./run-outcome";

const settings = { memoryBytes: 2 ** 30, cpuCores: 1, processesMax: 128, scratchBytes: 2 ** 32, wallTimeMs: 60_000 };
const facts = (some: Partial<RunEndContext>): RunEndContext => ({
  done: undefined,
  end: undefined,
  stop: undefined,
  channelError: undefined,
  settings,
  ...some,
});
const success = { type: "runDone", outcome: "success" } as const;
const canceled = { type: "runDone", outcome: "canceled" } as const;
const end = { code: null, signal: "SIGKILL", outOfMemory: false, killedFor: null };

describe("how a run ends", () => {
  test.each([
    ["it said that it succeeded", { done: success }, { event: "succeed" }],
    ["it succeeded although it was to be canceled", { done: success, stop: "canceled" }, { event: "succeed" }],
    ["it was canceled and said so", { done: canceled, stop: "canceled" }, { event: "canceled" }],
    ["it was canceled and had to be killed", { end, stop: "canceled" }, { event: "canceled" }],
    ["it ran too long", { done: canceled, stop: "maxRuntime" }, { event: "fail", reason: "MAX_RUNTIME" }],
    [
      "a step did not end at its timeout",
      { end, stop: "overrun", overrun: { reason: "STEP_TIMEOUT", error: { name: "StepError", message: "too long" } } },
      { event: "fail", reason: "STEP_TIMEOUT", message: "Failed: too long" },
    ],
    ["its worker was stopped", { done: canceled, stop: "shutdown" }, { event: "fail", reason: "WORKER_LOST" }],
    ["memory ran out", { end: { ...end, outOfMemory: true } }, { event: "fail", reason: "OUT_OF_MEMORY" }],
    ["its process crashed", { end }, { event: "fail", reason: "STEP_FAILURE", error: { code: "PROCESS_ENDED" } }],
    [
      "scratch was full",
      { end: { ...end, killedFor: "SCRATCH_FULL" } },
      { event: "fail", error: { code: "SCRATCH_FULL" } },
    ],
    ["it spoke nonsense", { end, channelError: new Error("no JSON") }, { error: { code: "CHANNEL_BROKEN" } }],
    ["another worker has it", { done: success, stop: "lost" }, { kind: "lost" }],
  ] satisfies [string, Partial<RunEndContext>, object][])("%s", (_, some, expected) => {
    expect(runOutcomeOf(facts(some))).toMatchObject(expected);
  });

  test("a step's failure keeps its reason and error", () => {
    const error = { name: "Error", message: "no such table\nmore" };
    const done = { type: "runDone", outcome: "failure", reason: "STEP_TIMEOUT", error } as const;
    expect(runOutcomeOf(facts({ done }))).toMatchObject({
      event: "fail",
      reason: "STEP_TIMEOUT",
      error,
      message: "Failed: no such table",
    });
  });
});
