import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEFAULTS } from "@millrace/core";
import { createDefinitionStore, createQueueStore, createRunStore } from "@millrace/db";
import { planStep } from "@millrace/harness";
import { reapRuns, retryRun } from "@millrace/services/runs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openStack, type Stack } from "./stack";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

let stack: Stack;
beforeEach(async () => {
  stack = await openStack();
});
afterEach(() => stack.close());

/** A worker in a separate process that executes a step without end. */
async function busyWorker() {
  const worker = spawn(process.execPath, ["--import", "tsx", MAIN], {
    env: { ...process.env, ...stack.environment },
    stdio: "inherit",
  });
  const runId = await stack.launch(planStep("numbers"), planStep("endless", { needs: ["numbers"] }));
  await vi.waitFor(async () => expect(await stack.outputOf(runId, "endless")).toContain("started"));
  const numbers = { orgId_runId_key: { orgId: stack.org.orgId, runId, key: "numbers" } };
  await vi.waitFor(async () =>
    expect((await stack.db.prisma.runStep.findUniqueOrThrow({ where: numbers })).status).toBe("SUCCESS"),
  );
  const kill = async () => {
    const exited = new Promise((resolve) => worker.once("exit", resolve));
    worker.kill("SIGKILL");
    await exited;
  };
  return { pid: worker.pid, runId, kill };
}

test("a worker that is killed takes its sandboxes with it, and the next one cleans up after it", async () => {
  const { pid, runId, kill } = await busyWorker();
  expect(slotsOf(pid)).not.toEqual([]);

  await kill();
  await vi.waitFor(() => expect(sandboxesOf(stack.dataDir)).toEqual([]));
  await stack.startWorker({ WORKER_WARM_SANDBOXES: "0" });
  expect(slotsOf(pid)).toEqual([]);
  expect(await stack.statusOf(runId)).toBe("STARTED");
});

test("when the lease of a killed worker ends, its run is failed, holds no slot, refuses late writes, and is retried from failure", async () => {
  const { db, org } = stack;
  const { orgId } = org;
  const runs = createRunStore(db);
  const onError = (error: Error) => {
    throw error;
  };
  const reap = reapRuns({ queue: createQueueStore(db), runs, onError });
  await reap();
  const { runId, kill } = await busyWorker();
  const { attempt, lease } = await db.prisma.run.findFirstOrThrow({ where: { orgId, id: runId } });

  await kill();
  // Noticed within 10 s: the lease that a heartbeat gives, and the reaper's turn after its end.
  expect(DEFAULTS.lease.durationMs + DEFAULTS.lease.reaperMs).toBeLessThan(10_000);
  await vi.waitFor(
    async () => {
      await reap();
      expect(await stack.statusOf(runId)).toBe("FAILURE");
    },
    { interval: DEFAULTS.lease.reaperMs },
  );

  expect((await stack.ended(runId)).failureReason).toBe("WORKER_LOST");
  const holding = { orgId, status: { in: ["STARTING", "STARTED", "CANCELING"] } };
  expect(await db.prisma.run.count({ where: holding })).toBe(0);
  const event = { type: "log" as const, at: Date.now(), level: "info" as const, message: "late" };
  expect(
    await runs.appendEvents(orgId, runId, { attempt, lease: lease ?? "", batch: 1_000, events: [event] }),
  ).toMatchObject({ kind: "stale" });

  const retry = retryRun({ runs, definitions: createDefinitionStore(db), history: runs, notes: runs });
  expect(await retry(orgId, runId)).toMatchObject({ kind: "retried" });
  const again = await db.prisma.run.findFirstOrThrow({ where: { orgId, parentRunId: runId } });
  expect(again).toMatchObject({ status: "QUEUED", retryNumber: 1, plan: { steps: [{ key: "endless" }] } });
  expect(Object.keys(again.reuse as object)).toEqual(["numbers"]);
});

const slotsOf = (pid: number | undefined): string[] =>
  readdirSync(join(stack.dataDir, "slots")).filter((id) => id.startsWith(`${pid}-`));

/** Processes whose command names the worker's own folder or the sandbox's program. */
const sandboxesOf = (dir: string): string[] =>
  readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        const mounts = readFileSync(`/proc/${pid}/mountinfo`, "utf8");
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return command.includes("runtime") && (mounts.includes(dir) || command.includes(dir));
      } catch {
        return false;
      }
    });
