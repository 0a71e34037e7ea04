import { expect, test } from "vitest";
import { countsOf, type Outcome } from "./outcome";
import { table } from "./report";

const outcome = (more: Partial<Outcome>): Outcome => ({
  name: "worker killed",
  seconds: 3.21,
  knownFailing: undefined,
  skipped: undefined,
  problems: [],
  runs: 8,
  lost: 2,
  retried: 2,
  ended: { expected: 1, unexpected: 0 },
  logs: undefined,
  ...more,
});
const OUTCOMES = [
  outcome({}),
  outcome({ name: "new defect", problems: ["1 runs have not ended: run_1 STARTED"], logs: "/logs" }),
  outcome({ name: "old defect", knownFailing: "finding 3", problems: ["x"], ended: { expected: 0, unexpected: 2 } }),
  outcome({ name: "fixed defect", knownFailing: "finding 4" }),
  outcome({ name: "elsewhere", skipped: "it needs root" }),
];

test("counts a known failure as skipped and a new one as failed", () => {
  expect(countsOf(OUTCOMES)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test("names what broke, where the logs are, and the seed", () => {
  const text = table(OUTCOMES, 42);
  expect(text).toMatch(/^worker killed +yes +3\.2 +8 +2 +2 +1$/m);
  expect(text).toMatch(/^new defect +NO /m);
  expect(text).toMatch(/^old defect +no, finding 3 .* 0 \+ 2 UNEXPECTED$/m);
  expect(text).toMatch(/^fixed defect +yes, despite finding 4 /m);
  expect(text).toContain("new defect: 1 runs have not ended: run_1 STARTED\nnew defect: logs in /logs\n");
  expect(text).toContain("elsewhere: skipped, it needs root");
  expect(text).toContain("2 survived, 1 failed, 2 known or skipped; seed 42");
});
