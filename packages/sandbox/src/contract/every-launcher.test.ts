import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { Launcher } from "../launcher";
import { linkTree } from "../slots/link-tree";
import { launchersUnderTest } from "./launchers";
import { claimCode, finishCode, launchFixture, runCode } from "./run-code";

const MIB = 1024 * 1024;

for (const { name, launcher: found, reason, dir } of await launchersUnderTest(["process", "bubblewrap"])) {
  describe.skipIf(found === undefined)(`${name}${reason === undefined ? "" : ` (${reason})`}`, () => {
    const launcher = found as Launcher;
    afterAll(() => rm(dir, { recursive: true }));

    test("code runs with nothing of the worker's environment", async () => {
      process.env.MILLRACE_TEST_SECRET = "of the worker";
      const { value } = await runCode(launcher, "return process.env");
      expect(Object.keys(value as object).sort()).toEqual(
        name === "process" ? ["HOME", "MILLRACE_SANDBOX", "PATH", "TMPDIR"] : ["HOME", "LANG", "PATH", "PWD", "TMPDIR"],
      );
    });

    test("a bundle that is linked into the slot after the start appears inside at once", async () => {
      const bundle = join(dir, "bundle");
      await mkdir(join(bundle, "data"), { recursive: true });
      await writeFile(join(bundle, "main.cjs"), "module.exports = 42");
      await writeFile(join(bundle, "data", "rows.csv"), "a,b");
      const sandbox = await launchFixture(launcher);
      await linkTree(bundle, sandbox.slot.app);
      const { value } = await finishCode(
        sandbox,
        `return [require(claim.bundleDir + "/main.cjs"), require("fs").readFileSync(claim.bundleDir + "/data/rows.csv", "utf8")]`,
      );
      expect(value).toEqual([42, "a,b"]);
    });

    test("scratch is writable, private and gone afterwards", async () => {
      const sandbox = await launchFixture(launcher);
      const { value } = await finishCode(
        sandbox,
        `const fs = require("fs"), file = require("os").tmpdir() + "/x"; fs.writeFileSync(file, "1"); fs.mkdirSync(require("os").tmpdir() + "/closed", { mode: 0 }); return fs.readFileSync(file, "utf8")`,
      );
      expect(value).toBe("1");
      expect(existsSync(sandbox.slot.dir)).toBe(false);
    });

    test("memory beyond the limit ends the sandbox as out memory", async () => {
      const { exit } = await runCode(
        launcher,
        "const all = []; for (;;) { all.push(Buffer.alloc(8 * 1024 * 1024, 1)); await new Promise(setImmediate); }",
        { memoryBytes: 160 * MIB },
      );
      expect(exit.outOfMemory).toBe(true);
    });

    test("a full JavaScript heap is out memory too", async () => {
      const { exit } = await runCode(launcher, "const all = []; for (;;) all.push({ some: [all.length] });", {
        memoryBytes: 256 * MIB,
      });
      expect(exit.outOfMemory).toBe(true);
    });

    test("scratch beyond its quota ends the sandbox", async () => {
      const { exit } = await runCode(
        launcher,
        `const fs = require("fs"); for (let i = 0; ; i++) { fs.writeFileSync(require("os").tmpdir() + "/f" + (i % 64), Buffer.alloc(1024 * 1024, 1)); await new Promise((done) => setTimeout(done, 5)); }`,
        { scratchBytes: 16 * MIB },
      );
      expect(exit.killedFor).toBe("SCRATCH_FULL");
    });

    test("a flood on stdout is cut at the limit and does not block the code", async () => {
      const sandbox = await launchFixture(launcher, { outputBytesMax: 64 * 1024 });
      claimCode(
        sandbox,
        `const chunk = "x".repeat(65536); for (let i = 0; i < 200; i++) require("fs").writeSync(1, chunk);`,
      );
      sandbox.stderr.resume();
      const bytes = Buffer.concat(await sandbox.stdout.toArray()).length;
      expect(bytes).toBe(64 * 1024);
      expect((await sandbox.exited).code).toBe(0);
      await sandbox.removed;
    });

    test("a kill ends the whole tree, detached grandchildren included, and leaves nothing behind", async () => {
      const sandbox = await launchFixture(launcher);
      sandbox.stdout.resume();
      sandbox.stderr.resume();
      claimCode(
        sandbox,
        `const { spawn } = require("child_process");
         const child = spawn("/bin/sh", ["-c", "setsid sleep 987654 & wait"], { detached: true, stdio: "ignore" });
         child.unref();
         await new Promise((done) => setTimeout(done, 50));
         send({ type: "output", stream: "stdout", text: "started" });
         for (;;) await new Promise((done) => setTimeout(done, 1000));`,
      );
      for await (const message of sandbox.messages) {
        if (message.type === "output") sandbox.kill("TEST");
      }
      const exit = await sandbox.exited;
      await sandbox.removed;
      expect(exit).toMatchObject({ signal: "SIGKILL", killedFor: "TEST", outOfMemory: false });
      await vi.waitFor(() => expect(commandLines().filter((line) => line.includes("987654"))).toEqual([]));
      expect(existsSync(sandbox.slot.dir)).toBe(false);
    });

    test("a sandbox whose worker closes the channel ends by itself", async () => {
      const sandbox = await launchFixture(launcher);
      sandbox.stdout.resume();
      sandbox.stderr.resume();
      for await (const message of sandbox.messages) {
        if (message.type === "ready") sandbox.send({ type: "cancel", reason: "not claimed" });
        sandbox.kill("DISCARDED");
      }
      expect((await sandbox.exited).killedFor).toBe("DISCARDED");
      await sandbox.removed;
    });

    test("what is no message of the protocol is an error of the channel, not a crash", async () => {
      const sandbox = await launchFixture(launcher);
      await expect(finishCode(sandbox, `require("fs").writeSync(3, "nonsense\\n")`)).rejects.toThrow("not JSON");
      await sandbox.removed;
    });
  });
}

const commandLines = (): string[] =>
  readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => readCommandLine(pid));

function readCommandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
