import { expect, test } from "vitest";
import { readBackgroundJob } from "./jobs";

const payload = { orgId: "org_1", runId: "run_1", attempt: 1 };

test("reads a job with exactly the fields of its payload", () => {
  expect(readBackgroundJob({ job: "launchRun", payload: { ...payload, more: 1 } })).toEqual({
    job: "launchRun",
    payload,
  });
});

test.each(["lunchRun", "constructor", ""])("rejects a job named %j", (job) => {
  expect(() => readBackgroundJob({ job, payload })).toThrow("No background job named");
});

test.each([undefined, {}, { ...payload, attempt: "1" }])("rejects the payload %j", (wrong) => {
  expect(() => readBackgroundJob({ job: "launchRun", payload: wrong })).toThrow();
});
