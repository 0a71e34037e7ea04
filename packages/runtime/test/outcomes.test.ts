import { asset, assetJob, fail, type HookContext, job, op, retryAfter, skip } from "@millrace/sdk";
import { describe, expect, it } from "vitest";
import { settled, type WalkOptions, walk } from "./walk";

/** Walks a job with one op. */
const runOp = (one: ReturnType<typeof op>, settings: object = {}, options: WalkOptions = {}) =>
  walk({ job: job("job", settings, (g) => void g.call(one)) }, { target: { kind: "job", job: "job" }, ...options });
const never = (): Promise<void> => new Promise(() => {});
const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

describe("a failed step is retried", () => {
  const wrong = (): never => {
    throw new Error("wrong");
  };
  it.each([
    ["after the same delay each time", { max: 3, delay: "2s" }, 0.5, [2_000, 2_000, 2_000]],
    ["immediately, without a delay", { max: 2 }, 0.5, [0, 0]],
    ["after n times the delay", { max: 3, delay: "2s", backoff: "linear" }, 0.5, [2_000, 4_000, 6_000]],
    [
      "after (2ⁿ − 1) times the delay",
      { max: 4, delay: "2s", backoff: "exponential" },
      0.5,
      [2_000, 6_000, 14_000, 30_000],
    ],
    ["after a random part of it", { max: 2, delay: "2s", backoff: "linear", jitter: "full" }, 0.25, [500, 1_000]],
    [
      "after up to one delay more or less",
      { max: 2, delay: "2s", backoff: "exponential", jitter: "plus-minus" },
      1,
      [4_000, 8_000],
    ],
  ] as const)("%s", async (_, retry, random, delays) => {
    const walked = await runOp(op("step", { retry }, wrong), {}, { random });
    expect(walked.delays).toEqual(delays);
    expect(walked.events.filter((event) => event.type === "stepStarted")).toHaveLength(retry.max + 1);
    expect(walked.done).toMatchObject({ outcome: "failure", reason: "STEP_FAILURE", error: { message: "wrong" } });
  });

  it("by the job's policy if the op has none, and not at all without a policy", async () => {
    expect((await runOp(op("step", {}, wrong), { retry: { max: 1, delay: "5s" } })).delays).toEqual([5_000]);
    expect((await runOp(op("step", { retry: { max: 0 } }, wrong), { retry: { max: 1 } })).delays).toEqual([]);
    expect((await runOp(op("step", {}, wrong))).delays).toEqual([]);
  });

  it("after the requested delay, within the policy's max", async () => {
    const paused = op("step", { retry: { max: 2, delay: "1h" } }, () => retryAfter("30s", "slow down"));
    const walked = await runOp(paused);
    expect(walked.delays).toEqual([30_000, 30_000]);
    expect(walked.done.error?.message).toBe("slow down");
    expect((await runOp(op("step", {}, () => retryAfter("30s")))).delays).toEqual([]);
  });

  it("unless the error is final", async () => {
    const rejected = op("step", { retry: { max: 5 } }, () =>
      fail("rejected", { retry: false, metadata: { status: 401 } }),
    );
    const walked = await runOp(rejected);
    expect(walked.story).toEqual(["stepStarted step", "log step", "stepFailed step"]);
    expect(walked.events[1]).toMatchObject({ level: "error", message: "rejected", fields: { status: 401 } });
  });

  it("counting its attempts, until one succeeds", async () => {
    const third = op("step", { retry: { max: 3 } }, ({ attempt }) =>
      attempt < 3 ? fail(`attempt ${attempt}`) : attempt,
    );
    const walked = await runOp(third);
    expect([walked.value("step"), walked.done.outcome]).toEqual([3, "success"]);
  });
});

describe("a timeout", () => {
  it("of an op fails the step with a timeout reason, and aborts its signal", async () => {
    let aborted = false;
    const slow = op("slow", { timeout: "20ms" }, async ({ signal }) => {
      await untilAborted(signal);
      aborted = true;
      await never();
    });
    const walked = await runOp(slow);
    expect(walked.done).toMatchObject({ outcome: "failure", reason: "STEP_TIMEOUT", error: { code: "STEP_TIMEOUT" } });
    expect(walked.done.error?.message).toBe('step "slow" exceeded its timeout of 20ms');
    expect(aborted).toBe(true);
  });

  it("of an asset does the same, even for code that ignores its signal", async () => {
    const walked = await walk({ slow: asset("slow", { timeout: "20ms" }, never) });
    expect(walked.done).toMatchObject({ outcome: "failure", reason: "STEP_TIMEOUT" });
  });

  it("ends an attempt, not the step, if the policy allows another", async () => {
    const slow = op("slow", { timeout: "20ms", retry: { max: 2, delay: "1s" } }, ({ attempt, signal }) =>
      attempt < 3 ? untilAborted(signal) : undefined,
    );
    const walked = await runOp(slow);
    expect([walked.done.outcome, walked.delays]).toEqual(["success", [1_000, 1_000]]);
  });

  it("starts the next attempt only when the code of the one before has ended", async () => {
    const steps: string[] = [];
    const slow = op("slow", { timeout: "20ms", retry: { max: 1 } }, async ({ attempt, signal }) => {
      steps.push(`start ${attempt}`);
      if (attempt === 1) await untilAborted(signal);
      await settled();
      steps.push(`end ${attempt}`);
    });
    expect((await runOp(slow)).done.outcome).toBe("success");
    expect(steps).toEqual(["start 1", "end 1", "start 2", "end 2"]);
  });

  it("asks for a fresh process if an attempt doesn't stop, once the other steps have ended", async () => {
    let release: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const deaf = op("deaf", { timeout: "20ms", retry: { max: 1 } }, never);
    const beside = op("beside", {}, () => released);
    const both = job("job", {}, (g) => {
      g.call(deaf);
      g.after(g.call(beside)).call(op("later", {}, () => 1));
    });
    const walking = walk(
      { both },
      {
        target: { kind: "job", job: "job" },
        replacesProcess: true,
        onEvent: (event) => void (event.type === "stepRetrying" && setTimeout(release, 2_500)),
      },
    );
    const walked = await walking;
    expect(walked.done).toEqual({ outcome: "processWanted" });
    expect(walked.story).toEqual([
      "stepStarted deaf",
      "stepStarted beside",
      "stepRetrying deaf",
      "stepSucceeded beside",
    ]);
  });

  it("of a job ends the run with the run's timeout reason, even if its steps ignore the signal", async () => {
    const walked = await runOp(op("slow", { retry: { max: 5 } }, never), { timeout: "20ms" });
    expect(walked.done).toMatchObject({ outcome: "failure", reason: "MAX_RUNTIME", error: { code: "MAX_RUNTIME" } });
    expect(walked.story).toEqual(["stepStarted slow", "stepCanceled slow"]);
  });

  it("of an asset job applies to the whole run", async () => {
    const first = asset("first", {}, never);
    const second = asset("second", { deps: { first } }, never);
    const nightly = assetJob("nightly", { select: [first, second], timeout: "20ms" });
    const walked = await walk({ first, second, nightly }, { target: { kind: "job", job: "nightly" } });
    expect(walked.done).toMatchObject({ outcome: "failure", reason: "MAX_RUNTIME" });
    expect(walked.statuses.get("second")).toBe("SKIPPED");
  });
});

it("a step that skips itself skips everything downstream, and the run succeeds", async () => {
  const idle = asset("idle", { retry: { max: 3 } }, () => skip("nothing new"));
  const after = asset("after", { deps: { idle } }, () => 1);
  const walked = await walk({ idle, after });
  expect(walked.done).toEqual({ outcome: "success" });
  expect(walked.story).toEqual(["stepStarted idle", "stepSkipped idle", "stepSkipped after"]);
});

describe("a canceled run", () => {
  it("aborts the signals of its steps, starts no more steps, and ends as canceled", async () => {
    const reasons: unknown[] = [];
    const listening = op("listening", { retry: { max: 3 } }, async ({ signal }) => {
      await untilAborted(signal);
      reasons.push((signal.reason as Error).message);
      signal.throwIfAborted();
    });
    const later = op("later", {}, () => 1);
    const both = job("job", {}, (g) => g.after(g.call(listening), g.call(op("deaf", {}, never))).call(later));
    const walked = await walk(
      { both },
      {
        target: { kind: "job", job: "job" },
        onEvent: (event, cancel) =>
          void (
            event.type === "stepStarted" &&
            event.step === "deaf" &&
            settled().then(() => cancel("canceled by ada"))
          ),
      },
    );
    expect(walked.done).toEqual({ outcome: "canceled" });
    expect(Object.fromEntries(walked.statuses)).toEqual({ listening: "CANCELED", deaf: "CANCELED", later: "SKIPPED" });
    expect(reasons).toEqual(["canceled by ada"]);
  });

  it("doesn't wait for the next attempt of a step", async () => {
    const wrong = op("wrong", { retry: { max: 9, delay: "1h" } }, () => fail("wrong"));
    const walked = await runOp(
      wrong,
      {},
      { onEvent: (event, cancel) => event.type === "stepRetrying" && cancel("stop") },
    );
    expect(walked.story).toEqual(["stepStarted wrong", "stepRetrying wrong", "stepCanceled wrong"]);
  });

  it("keeps the results of steps that succeeded", async () => {
    const first = asset("first", {}, () => 1);
    const second = asset("second", { deps: { first } }, never);
    const walked = await walk(
      { first, second },
      { onEvent: (event, cancel) => event.type === "stepStarted" && event.step === "second" && cancel("stop") },
    );
    expect(walked.done).toEqual({ outcome: "canceled" });
    expect(walked.story.slice(0, 3)).toEqual(["stepStarted first", "materialization first", "stepSucceeded first"]);
  });
});

describe("hooks of a job", () => {
  const fine = op("fine", {}, () => 1);
  const bad = op("bad", { retry: { max: 1 } }, () => fail("out of luck"));
  const calls: string[] = [];
  const hooks = {
    success: ({ step }: { step: string }) => void calls.push(`${step} ok`),
    failure: ({ step, error }: { step: string; error?: { message: string } }) =>
      void calls.push(`${step}: ${error?.message}`),
  };

  it("are called once for each step that ended, after its last attempt, and not for skipped steps", async () => {
    const watched = job("job", { hooks, parallelSteps: 1 }, (g) => {
      g.call(fine);
      g.after(g.call(bad)).call(fine);
    });
    await walk({ watched }, { target: { kind: "job", job: "job" } });
    expect(calls).toEqual(["fine ok", "bad: out of luck"]);
  });

  it("receive the final attempt number, and log under the step", async () => {
    const failure = ({ attempt, log }: HookContext) => log.warn("gave up", { attempt });
    const watched = job("job", { hooks: { failure } }, (g) => void g.call(bad));
    const walked = await walk({ watched }, { target: { kind: "job", job: "job" } });
    expect(walked.events.filter((event) => event.type === "log")).toMatchObject([
      { step: "bad", stepAttempt: 2, level: "warn", message: "gave up", fields: { attempt: 2 } },
    ]);
  });

  it("are reported when they throw, and don't affect the run", async () => {
    const explode = (): never => {
      throw new Error("the hook broke");
    };
    const watched = job("job", { hooks: { success: explode } }, (g) => g.after(g.call(fine)).call(fine));
    const walked = await walk({ watched }, { target: { kind: "job", job: "job" } });
    expect(walked.done).toEqual({ outcome: "success" });
    expect(walked.events.filter((event) => event.type === "engine")).toMatchObject([
      { step: "fine", message: "the success hook failed: Error: the hook broke" },
      { step: "fine_2" },
    ]);
  });

  it("that never return don't keep a run from ending after cancellation or a timeout", async () => {
    const walked = await runOp(fine, { hooks: { success: never }, timeout: "20ms" });
    expect(walked.done).toEqual({ outcome: "success" });
    expect(walked.events.at(-1)).toMatchObject({
      type: "engine",
      message: "the success hook didn't finish before the run ended",
    });
  });
});
