import type { RuntimeEvent } from "@millrace/protocol";
import { expect, test } from "vitest";
import { stepProgress } from "./step-progress";

const plan = { steps: ["first", "second"].map((key) => ({ key })) } as Parameters<typeof stepProgress>[0];
const at = { at: 0, stepAttempt: 1 };
const error = { name: "Error", message: "no" };
const event = {
  started: (step: string): RuntimeEvent => ({ type: "stepStarted", ...at, step }),
  succeeded: (step: string): RuntimeEvent => ({ type: "stepSucceeded", ...at, step }),
  skipped: (step: string): RuntimeEvent => ({ type: "stepSkipped", at: 0, step, reason: "not needed" }),
  failed: (step: string): RuntimeEvent => ({ type: "stepFailed", ...at, step, error, reason: "STEP_FAILURE" }),
};

test.each<[string, RuntimeEvent[], string[]]>([
  ["nothing happened", [], ["first", "second"]],
  ["a step is in progress", [event.succeeded("first"), event.started("second")], ["second"]],
  ["a step failed", [event.succeeded("first"), event.started("second"), event.failed("second")], ["second"]],
  [
    "an item of a map is in progress",
    [event.skipped("first"), event.succeeded("second"), event.started("second[0]")],
    ["second[0]"],
  ],
  [
    "every step succeeded or was skipped",
    [event.skipped("first"), event.started("second"), event.succeeded("second")],
    [],
  ],
])("a run is unfinished until every step is: %s", (_, events, unfinished) => {
  const progress = stepProgress(plan);
  for (const each of events) progress.see(each);
  expect(progress.unfinished).toEqual(unfinished);
});
