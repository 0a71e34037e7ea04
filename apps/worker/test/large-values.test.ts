import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { planStep, type S3Server, startS3Server } from "@millrace/harness";
import { afterEach, expect, test, vi } from "vitest";
import { openStack, type Stack } from "./stack";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const MIB = 1024 * 1024;
/** What `large` of the fixture stores. */
const VALUE_BYTES = 256 * MIB;

let stack: Stack | undefined;
let s3: S3Server | undefined;
let worker: ChildProcess | undefined;
afterEach(async () => {
  if (worker) {
    const exited = new Promise((resolve) => worker?.once("exit", resolve));
    worker.kill("SIGTERM");
    await exited;
  }
  await stack?.close();
  await s3?.close();
  stack = s3 = worker = undefined;
});

const read = (key: string, upstream: string) =>
  planStep(key, { needs: [upstream], deps: [{ input: upstream, asset: upstream, view: "value" }] });

test.runIf(process.platform === "linux").each(["file system", "S3"])(
  "a value of 256 MiB goes from one asset to another by the %s, held neither by the worker nor by the sandbox",
  async (store) => {
    if (store === "S3") s3 = await startS3Server();
    const opened = await openStack(s3 ? { storageUrl: s3.storageUrl } : {});
    stack = opened;
    worker = spawn(process.execPath, ["--import", "tsx", MAIN], {
      env: { ...process.env, ...opened.environment },
      stdio: "inherit",
    });
    expect(await opened.ended(await opened.launch(planStep("numbers")))).toMatchObject({ status: "SUCCESS" });
    const before = peakBytes(worker);

    const runId = await opened.launch(planStep("large"), read("measured", "large"));
    await vi.waitFor(async () => expect(await opened.statusOf(runId)).toBe("SUCCESS"));
    expect(peakBytes(worker) - before).toBeLessThan(VALUE_BYTES / 2);

    const made = await opened.db.prisma.materialization.findMany({ where: { runId }, orderBy: { asset: "asc" } });
    expect(made.map(({ value }) => value)).toMatchObject([
      { codec: "stream", bytes: VALUE_BYTES },
      { inline: String(VALUE_BYTES) },
    ]);
    const peaks = made.flatMap(({ metadata }) => (metadata as { peak?: { value: number } }).peak?.value ?? []);
    expect(peaks).toHaveLength(1);
    expect(Math.max(...peaks)).toBeLessThan(VALUE_BYTES);
  },
);

/** The most memory that a process has had. */
function peakBytes({ pid }: ChildProcess): number {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) * 1024;
}
