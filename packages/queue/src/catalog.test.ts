import { type BackgroundJob, readBackgroundJob } from "@millrace/core/background-jobs";
import { expect, test } from "vitest";
import { type Handlers, routeOf } from "./catalog";

const run = { orgId: "org_1", runId: "run_1" };
const version = { orgId: "org_1", versionId: "ver_1" };
const jobs: readonly BackgroundJob[] = [
  { job: "launchRun", payload: { ...run, attempt: 1 } },
  { job: "loadVersion", payload: version },
  { job: "handleFailedRun", payload: run },
  { job: "evaluateAlerts", payload: run },
  { job: "evaluateLoad", payload: version },
  { job: "sendMail", payload: { mailId: "mail_1" } },
  { job: "deliverAlert", payload: { orgId: "org_1", deliveryId: "dlv_1" } },
];

test.each(jobs)("gives $job an ID that the queue accepts, and keeps its payload", (job) => {
  const { name, data, opts } = routeOf(job);
  expect(opts.jobId).toMatch(/^[a-z]+-[^:]*[a-z_]/);
  expect(readBackgroundJob({ job: name, payload: data })).toEqual(job);
});

test("rejects misspelled jobs, payload fields, and handlers at compile time", () => {
  // @ts-expect-error the job is named launchRun
  const name: BackgroundJob = { job: "lunchRun", payload: { ...run, attempt: 1 } };
  // @ts-expect-error the field is named attempt
  const field: BackgroundJob = { job: "launchRun", payload: { ...run, atempt: 1 } };
  // @ts-expect-error the queue's job is named sendMail
  const handlers: Handlers<"mail"> = { sendMails: async () => {} };
  expect([name, field, handlers]).toHaveLength(3);
});
