import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { leaseKeeper } from "./lease-keeper";
import type { LeaseNews } from "./lease-messages";

const run = { orgId: "org_a", runId: "run_a", attempt: 1, lease: "lease_a" };
type Answers = { runId: string; cancel: boolean }[];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function keeperWith(sendHeartbeat: () => Promise<Answers>, turns: () => number = () => performance.now()) {
  const news: LeaseNews["type"][] = [];
  const keeper = leaseKeeper({
    sendHeartbeat,
    turns,
    leaseMs: 6_000,
    outageMs: 30_000,
    intervalMs: 2_000,
    onNews: ({ type }) => news.push(type),
  });
  keeper.take({ type: "hold", run });
  return { keeper, news };
}

const held: Answers = [{ runId: "run_a", cancel: false }];

test("reports a run that is to be canceled, and one that was lost", async () => {
  const answers: Answers[] = [held, [{ runId: "run_a", cancel: true }], []];
  const { keeper, news } = keeperWith(async () => answers.shift() ?? held);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(news).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(news).toEqual(["canceled"]);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(news).toEqual(["canceled", "lost"]);
  await keeper.close();
});

test("keeps runs through an outage of the database of 30 seconds, and gives them up after that", async () => {
  const { keeper, news } = keeperWith(() => Promise.reject(new Error("away")));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(news).not.toContain("lost");
  await vi.advanceTimersByTimeAsync(4_000);
  expect(news).toContain("lost");
  await keeper.close();
});

test("stops extending leases when the worker's event loop stood still for a minute", async () => {
  let beats = 0;
  const count = async () => {
    beats += 1;
    return held;
  };
  const { keeper } = keeperWith(count, () => 0);
  await vi.advanceTimersByTimeAsync(60_000);
  const before = beats;
  expect(before).toBe(30);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(beats).toBe(before);
  await keeper.close();
});

test("sends nothing for a run that was released, and looks early on request", async () => {
  let beats = 0;
  const { keeper } = keeperWith(async () => {
    beats += 1;
    return held;
  });
  keeper.take({ type: "beat" });
  keeper.take({ type: "beat" });
  await vi.advanceTimersByTimeAsync(300);
  expect(beats).toBe(1);
  keeper.take({ type: "release", lease: run.lease });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(beats).toBe(1);
  await keeper.close();
});
