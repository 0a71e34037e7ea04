import { Worker } from "node:worker_threads";
import { DomainError } from "@millrace/core";
import { THREAD } from "./generated/thread";
import type { CheckInput, CheckName, CheckResult } from "./tasks";
import type { ThreadRequest, ThreadResponse } from "./thread";
import { createTurns } from "./turns";

export type CheckOptions = {
  readonly orgId: string;
  /** Whose schemas decide the cost; two time-outs of a version suspend its checks. */
  readonly versionId: string;
  /** Time for the check itself, without waiting for its turn. */
  readonly timeoutMs: number;
};

/** Runs checks of untrusted cost where they block no one. */
export type Checker = {
  /**
   * @returns the result; undefined if the check exceeded its time or memory
   * @throws DomainError `checks_busy` if the organization has too many checks waiting, `checks_suspended` for a version
   * whose checks timed out twice
   */
  run<N extends CheckName>(name: N, input: CheckInput<N>, options: CheckOptions): Promise<CheckResult<N> | undefined>;
  close(): Promise<void>;
};

type Answer = Exclude<ThreadResponse, "ready">;

const START_MS_MAX = 30_000;
const WAITING_PER_ORG_MAX = 50;
const TIMEOUTS_MAX = 2;
const SUSPENDED_MS = 60_000;
const SUSPECTS_MAX = 1_000;
const HEAP_MIB_MAX = 256;

/**
 * Creates a checker with one thread for the process. Organizations take turns, so that slow checks of one delay another
 * by at most one check. A check that exceeds its time ends with its thread; the next check starts a new one (50 ms).
 */
export function createChecker({ now = Date.now }: { now?: () => number } = {}): Checker {
  const turns = createTurns(WAITING_PER_ORG_MAX);
  const suspects = createSuspects(now);
  let thread: Worker | undefined;

  const start = async (): Promise<Worker> => {
    const started = startThread();
    started.once("exit", () => {
      if (thread === started) thread = undefined;
    });
    if ((await nextMessage(started, START_MS_MAX)) === "ready") return started;
    await started.terminate();
    throw new Error(`The check thread didn't start within ${START_MS_MAX} ms`);
  };
  const ask = async (request: ThreadRequest, timeoutMs: number): Promise<Answer | undefined> => {
    thread ??= await start();
    const current = thread;
    current.postMessage(request);
    const response = await nextMessage(current, timeoutMs);
    if (response && response !== "ready") return response;
    thread = undefined;
    await current.terminate();
    return undefined;
  };

  return {
    async run(name, input, { orgId, versionId, timeoutMs }) {
      suspects.assertAllowed(versionId);
      const response = await turns.take(orgId, () => ask({ name, input }, timeoutMs));
      if (!response) {
        suspects.add(versionId);
        return undefined;
      }
      if ("error" in response) throw new Error(`Check ${name} failed: ${response.error}`);
      return response.result as CheckResult<typeof name>;
    },
    async close() {
      await thread?.terminate();
      thread = undefined;
    },
  };
}

function startThread(): Worker {
  const thread = new Worker(THREAD, {
    eval: true,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB_MAX },
    stdout: true,
    stderr: true,
  });
  // A thread without work must not keep the process alive; one that ends without work is replaced by the next check.
  thread.unref();
  thread.on("error", () => {});
  return thread;
}

/** The thread's next message; undefined if it exceeds the time, or if the thread ends because it ran out of memory. */
function nextMessage(thread: Worker, timeoutMs: number): Promise<ThreadResponse | undefined> {
  return new Promise((resolve) => {
    const settle = (response: ThreadResponse | undefined) => {
      clearTimeout(timer);
      thread.off("message", settle).off("exit", onExit).unref();
      resolve(response);
    };
    const onExit = () => settle(undefined);
    const timer = setTimeout(() => settle(undefined), timeoutMs);
    thread.once("message", settle).once("exit", onExit).ref();
  });
}

/** Versions whose checks timed out, bounded by forgetting the oldest. */
function createSuspects(now: () => number) {
  const timeouts = new Map<string, { readonly count: number; readonly at: number }>();
  const current = (versionId: string) => {
    const entry = timeouts.get(versionId);
    return entry && now() - entry.at < SUSPENDED_MS ? entry : undefined;
  };
  return {
    assertAllowed(versionId: string): void {
      const entry = current(versionId);
      if (!entry || entry.count < TIMEOUTS_MAX) return;
      const retryAfterSeconds = Math.ceil((entry.at + SUSPENDED_MS - now()) / 1_000);
      throw new DomainError(
        "overLimit",
        "checks_suspended",
        `Validation with this version's schemas timed out twice and is suspended for ${retryAfterSeconds} seconds. Simplify the patterns or unions in its schemas.`,
        { retryAfterSeconds },
      );
    },
    add(versionId: string): void {
      const count = (current(versionId)?.count ?? 0) + 1;
      timeouts.delete(versionId);
      timeouts.set(versionId, { count, at: now() });
      const [oldest] = timeouts.keys();
      if (timeouts.size > SUSPECTS_MAX && oldest !== undefined) timeouts.delete(oldest);
    },
  };
}
