import { expect, test } from "vitest";
import { stepSegments } from "./step-segments";

const at = (time: number) => new Date(time);

test("gives a step that hasn't started no duration", () => {
  expect(stepSegments({ status: "PENDING", stepAttempt: 0, startedAt: null, endedAt: null })).toEqual([]);
});

test("shows each attempt of a retried step and the wait between them", () => {
  const step = { status: "SUCCESS", stepAttempt: 2, startedAt: at(500), endedAt: at(900) };
  const segments = stepSegments(step, [
    { type: "stepStarted", at: at(100), stepAttempt: 1 },
    { type: "stepRetrying", at: at(200), stepAttempt: 1 },
    { type: "stepStarted", at: at(500), stepAttempt: 2 },
    { type: "stepSucceeded", at: at(900), stepAttempt: 2 },
  ]);
  expect(segments.map(({ kind, from, to, status }) => [kind, from, to, status])).toEqual([
    ["run", 100, 200, "FAILURE"],
    ["wait", 200, 500, "RETRYING"],
    ["run", 500, 900, "SUCCESS"],
  ]);
});

test("extends the wait for the next attempt to now", () => {
  const step = { status: "RETRYING", stepAttempt: 1, startedAt: at(100), endedAt: null };
  const segments = stepSegments(step, [
    { type: "stepStarted", at: at(100), stepAttempt: 1 },
    { type: "stepRetrying", at: at(200), stepAttempt: 1 },
  ]);
  expect(segments.at(-1)).toMatchObject({ kind: "wait", from: 200, to: null });
});
