import { describe, expect, test } from "vitest";
import { ChannelError } from "./channel-error";
import { type RunEndContext, runOutcomeOf } from "./run-outcome";

const settings = { memoryBytes: 2 ** 30, cpuCores: 1, processesMax: 128, scratchBytes: 2 ** 32, wallTimeMs: 60_000 };
const end = { code: null, signal: "SIGKILL", outOfMemory: false, killedFor: null };
const exited = (some: Partial<typeof end> | { killedFor: string } = {}, error?: Error) => ({
  exit: { ...end, ...some },
  ...(error ? { error } : {}),
});
const said = (outcome: "success" | "canceled") => ({ last: { type: "runDone", outcome } as const });
const facts = (some: Partial<RunEndContext>): RunEndContext => ({
  end: exited(),
  stop: undefined,
  unfinished: [],
  settings,
  ...some,
});
describe("the end of a run", () => {
  test.each([
    ["it succeeded", { end: said("success") }, { event: "succeed" }],
    [
      "it succeeded before it noticed the cancellation",
      { end: said("success"), stop: "canceled" },
      { event: "succeed" },
    ],
    [
      "it reported success too early",
      { end: said("success"), unfinished: ["a", "b", "c", "d"] },
      {
        event: "fail",
        reason: "STEP_FAILURE",
        error: {
          code: "STEPS_UNFINISHED",
          message: 'The process reported success before all steps had finished. Unfinished: "a", "b", "c", and 1 more.',
        },
      },
    ],
    ["it was canceled and ended", { end: said("canceled"), stop: "canceled" }, { event: "canceled" }],
    ["it was canceled and had to be killed", { end: exited(), stop: "canceled" }, { event: "canceled" }],
    ["it ran too long", { end: said("canceled"), stop: "maxRuntime" }, { event: "fail", reason: "MAX_RUNTIME" }],
    [
      "a step didn't end at its timeout",
      {
        end: exited(),
        overrun: { reason: "STEP_TIMEOUT", error: { name: "StepError", message: "too long" } },
      },
      { event: "fail", reason: "STEP_TIMEOUT", message: "Failed: too long" },
    ],
    ["its worker was stopped", { end: said("canceled"), stop: "shutdown" }, { event: "fail", reason: "WORKER_LOST" }],
    ["memory ran out", { end: exited({ outOfMemory: true }) }, { event: "fail", reason: "OUT_OF_MEMORY" }],
    [
      "its process crashed",
      { end: exited() },
      { event: "fail", reason: "STEP_FAILURE", error: { code: "PROCESS_ENDED" } },
    ],
    [
      "scratch was full",
      { end: exited({ killedFor: "SCRATCH_FULL" }) },
      { event: "fail", error: { code: "SCRATCH_FULL" } },
    ],
    ["it sent an invalid message", { end: exited({}, new Error("no JSON")) }, { error: { code: "CHANNEL_BROKEN" } }],
    [
      "it exceeded a limit of its own",
      { end: exited({}, new ChannelError("too many", "EVENT_LIMIT")) },
      { error: { code: "EVENT_LIMIT" } },
    ],
    [
      "its result couldn't be stored",
      { end: said("success"), failure: { name: "EventNotStored", message: "no" } },
      { event: "fail", message: "Failed: no" },
    ],
    ["another worker has it", { end: said("success"), stop: "lost" }, { kind: "lost" }],
  ] satisfies [string, Partial<RunEndContext>, object][])("%s", (_, some, expected) => {
    expect(runOutcomeOf(facts(some))).toMatchObject(expected);
  });

  test("a step's failure keeps its reason and error", () => {
    const error = { name: "Error", message: "no such table\nmore" };
    const done = { type: "runDone", outcome: "failure", reason: "STEP_TIMEOUT", error } as const;
    expect(runOutcomeOf(facts({ end: { last: done } }))).toMatchObject({
      event: "fail",
      reason: "STEP_TIMEOUT",
      error,
      message: "Failed: no such table",
    });
  });
});
