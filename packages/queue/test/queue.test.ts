import { freePort, startRedis } from "@millrace/embedded";
import { testRedis } from "@millrace/harness";
import { afterEach, expect, test, vi } from "vitest";
import { assertNoEviction, createPublisher, createWorker, memoryInUse, watchEpoch, withRedis } from "../src";

const { url, flush } = await testRedis();
const closers: (() => Promise<void> | void)[] = [];
const raise = (error: Error) => {
  throw error;
};

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await flush();
});

const publisher = () => {
  const opened = createPublisher({ url, onError: raise });
  closers.push(opened.close);
  return opened;
};

test("does work once that is published twice while it waits", async () => {
  const { publish, depth } = publisher();
  const payload = { orgId: "org_1", runId: "run_1", attempt: 1 };
  await vi.waitFor(() => publish([{ job: "launchRun", payload }]));
  await publish([{ job: "launchRun", payload }]);

  expect(await depth("runs")).toBe(1);
});

test("passes each payload to its handler", async () => {
  const seen: unknown[] = [];
  const worker = await createWorker({
    url,
    queue: "runs",
    concurrency: 2,
    handlers: { launchRun: async (payload) => void seen.push(payload) },
    onError: raise,
  });
  closers.push(() => worker.close(100));
  const { publish } = publisher();
  const payloads = [1, 2, 3].map((attempt) => ({ orgId: "org_1", runId: "run_1", attempt }));
  await vi.waitFor(() => publish(payloads.map((payload) => ({ job: "launchRun" as const, payload }))));

  await vi.waitFor(() => expect(seen).toHaveLength(3));
});

test("aborts jobs that don't end within the grace period of a stop", async () => {
  let aborted = false;
  let started = false;
  const worker = await createWorker({
    url,
    queue: "mail",
    concurrency: 1,
    handlers: {
      sendMail: (_payload, signal) =>
        new Promise((resolve) => {
          started = true;
          signal.addEventListener("abort", () => {
            aborted = true;
            resolve();
          });
        }),
    },
    onError: raise,
  });
  const { publish } = publisher();
  await vi.waitFor(() => publish([{ job: "sendMail", payload: { mailId: "mail_1" } }]));
  await vi.waitFor(() => expect(started).toBe(true));

  await worker.close(20);

  expect(aborted).toBe(true);
});

test("notices a flushed Redis once", async () => {
  const epoch = watchEpoch({ url, onError: raise });
  closers.push(epoch.close);
  await vi.waitFor(() => epoch.wasLost());
  const before = await epoch.wasLost();
  await flush();

  expect([before, await epoch.wasLost(), await epoch.wasLost()]).toEqual([false, true, false]);
});

test("rejects a Redis that can evict keys", async () => {
  expect(await assertNoEviction(url)).toBe("noeviction");
  const evicting = await startRedis(); // one of its own: the policy is the server's, and others test on This session
  closers.push(evicting.stop);
  await withRedis(evicting.url, (redis) => redis.config("SET", "maxmemory-policy", "allkeys-lru"));
  await expect(assertNoEviction(evicting.url)).rejects.toThrow(
    'maxmemory-policy "allkeys-lru", which drops jobs when memory is full. Set it to "noeviction".',
  );
});

test("names the reason when Redis can't be reached or rejects the password", async () => {
  const port = await freePort();
  await expect(withRedis(`redis://127.0.0.1:${port}`, (redis) => redis.ping())).rejects.toThrow(
    `Can't reach Redis: connect ECONNREFUSED 127.0.0.1:${port}`,
  );
  const guarded = await startRedis();
  closers.push(guarded.stop);
  const wrong = new URL(guarded.url);
  wrong.password = "wrong";
  await expect(withRedis(wrong.href, (redis) => redis.ping())).rejects.toThrow(/Can't reach Redis: .*WRONGPASS/);
});

test("reports the fraction of Redis's memory in use once it has a limit", async () => {
  const limit = (bytes: string) => withRedis(url, (redis) => redis.config("SET", "maxmemory", bytes));
  const [, before = "0"] = (await withRedis(url, (redis) => redis.config("GET", "maxmemory"))) as string[];
  await limit("0");
  expect(await memoryInUse(url)).toBeUndefined();
  await limit(String(1024 ** 3));
  expect(await memoryInUse(url)).toBeCloseTo(0, 1);
  expect(await memoryInUse(url)).toBeGreaterThan(0);
  await limit(before);
});

test("runs a job again that failed because the database was away, more often than it has attempts", async () => {
  const outage = Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" });
  let runs = 0;
  const reported: string[] = [];
  const worker = await createWorker({
    url,
    queue: "runs",
    concurrency: 1,
    handlers: {
      launchRun: async () => {
        runs += 1;
        if (runs <= 4) throw outage;
      },
    },
    onError: (error) => reported.push(error.message),
  });
  closers.push(() => worker.close(100));
  const { publish, depth } = publisher();
  await vi.waitFor(() => publish([{ job: "launchRun", payload: { orgId: "org_1", runId: "run_9", attempt: 1 } }]));

  await vi.waitFor(() => expect(runs).toBe(5), { timeout: 60_000 });

  expect(reported).toEqual(Array(4).fill(outage.message));
  expect(await depth("runs")).toBe(0);
});
