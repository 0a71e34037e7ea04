import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { heartbeats } from "./heartbeats";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const run = { orgId: "org_a", runId: "run_a", attempt: 1, lease: "lease_a" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function loopWith(sendHeartbeat: () => Promise<{ runId: string; cancel: boolean }[]>) {
  const heard: string[] = [];
  const loop = heartbeats({ sendHeartbeat, leaseMs: 6_000, outageMs: 30_000, intervalMs: 2_000, log: quiet });
  loop.hold(run, { cancel: () => heard.push("cancel"), lost: () => heard.push("lost") });
  return { loop, heard };
}

test("reports runs that were canceled or lost", async () => {
  const answers = [[{ runId: "run_a", cancel: false }], [{ runId: "run_a", cancel: true }], []];
  const { loop, heard } = loopWith(async () => answers.shift() ?? []);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard).toEqual(["cancel"]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard).toEqual(["cancel", "lost"]);
  await loop.close();
});

test("keeps runs through an outage of the database of 30 seconds, and gives them up after that", async () => {
  const { loop, heard } = loopWith(() => Promise.reject(new Error("away")));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(heard).toContain("lost");
  await loop.close();
});
