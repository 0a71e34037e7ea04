import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@millrace/embedded";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Child, rejectOnFirstExit, startChild, stopChild, untilReady } from "../src/stack/supervisor";

let dir: string;
const children: Child[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "millrace-supervisor-"));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(stopChild));
  rmSync(dir, { recursive: true, force: true });
});

function start(name: string, program: string, logFile = join(dir, `${name}.log`)): Child {
  const child = startChild({ name, args: ["-e", program], env: {}, cwd: dir, logFile, echo: false });
  children.push(child);
  return child;
}

test("the first process that ends by itself is named in one line, with why and where its log is", async () => {
  const alive = start("web", "setInterval(() => {}, 1000)");
  const dying = start("daemon", 'throw new Error("the queue is on fire")');
  await expect(rejectOnFirstExit([alive, dying], []).promise).rejects.toThrow(
    `daemon ended (exit code 1): Error: the queue is on fire. See its log: ${join(dir, "daemon.log")}`,
  );
});

test("a process that was killed is named with the signal", async () => {
  const child = start("worker", "setInterval(() => {}, 1000)");
  const death = rejectOnFirstExit([child], []);
  child.process.kill("SIGKILL");
  await expect(death.promise).rejects.toThrow(`worker ended (SIGKILL). See its log: ${join(dir, "worker.log")}`);
});

test("a database of ours that ends is named too", async () => {
  const app = start("web", "setInterval(() => {}, 1000)");
  const { process } = start("postgres", "setInterval(() => {}, 1000)");
  const death = rejectOnFirstExit([app], [{ name: "PostgreSQL", process }]);
  process.kill("SIGKILL");
  await expect(death.promise).rejects.toThrow("PostgreSQL ended (SIGKILL). Start again.");
});

test.skipIf(!existsSync("/dev/full"))("a log that a full disk refuses is one line, not a crash", async () => {
  const child = start("web", 'console.log("ready"); setInterval(() => {}, 1000)', "/dev/full");
  await expect(rejectOnFirstExit([child], []).promise).rejects.toThrow(/^Couldn't write \/dev\/full: ENOSPC/);
});

test("waiting for an app ends with what is waited for, so that an interrupted start ends at once", async () => {
  const stopped = new AbortController();
  const ready = untilReady("web", `http://127.0.0.1:${await freePort()}/readyz`, 600_000, stopped.signal);
  stopped.abort();
  await expect(ready).rejects.toThrow("web was stopped before it was ready");
});

test("a process that is stopped leaves nothing of its process group behind", async () => {
  const program = `
    const { spawn } = require("node:child_process");
    const grandchild = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    console.log(grandchild.pid);
    setInterval(() => {}, 1000);`;
  const child = start("worker", program);
  const grandchild = await vi.waitFor(() => {
    const pid = Number(readFileSync(join(dir, "worker.log"), "utf8"));
    expect(pid).toBeGreaterThan(0);
    return pid;
  });
  await stopChild(child);
  await vi.waitFor(() => expect(() => process.kill(grandchild, 0)).toThrow("ESRCH"));
});

test("an app ends with a supervisor that was killed, and leaves nothing in its way at the next start", async () => {
  const program = `
    import { startChild } from ${JSON.stringify(new URL("../src/stack/supervisor.ts", import.meta.url).href)};
    const logFile = ${JSON.stringify(join(dir, "app.log"))};
    const args = ["-e", "console.log(process.pid); setInterval(() => {}, 1000)"];
    startChild({ name: "app", args, env: {}, cwd: ${JSON.stringify(dir)}, logFile, echo: false });`;
  const supervisor = spawn(process.execPath, [
    "--import",
    import.meta.resolve("tsx"),
    "--input-type=module",
    "-e",
    program,
  ]);
  const app = await vi.waitFor(
    () => {
      const pid = Number(readFileSync(join(dir, "app.log"), "utf8"));
      expect(pid).toBeGreaterThan(0);
      return pid;
    },
    { timeout: 60_000 },
  );
  supervisor.kill("SIGKILL");
  await vi.waitFor(() => expect(() => process.kill(app, 0)).toThrow("ESRCH"), { timeout: 60_000 });
});
