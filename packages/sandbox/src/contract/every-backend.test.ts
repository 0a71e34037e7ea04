import { readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { getPriority } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { SandboxBackend } from "../backend";
import { backendsUnderTest } from "./backends";
import { claimCode, finishCode, messagesOf, runCode, startFixture } from "./run-code";

const MIB = 1024 * 1024;

for (const { name, backend: found, reason, dir, errors } of await backendsUnderTest(["process", "bubblewrap"])) {
  describe.skipIf(found === undefined)(`${name}${reason === undefined ? "" : ` (${reason})`}`, () => {
    const backend = found as SandboxBackend;
    const slots = () => readdirSync(join(dir, "slots"));
    afterAll(() => rm(dir, { recursive: true }));

    test("code sees nothing of the worker's environment", async () => {
      process.env.MILLRACE_TEST_SECRET = "of the worker";
      const { value } = await runCode(backend, "return process.env");
      expect(Object.keys(value as object).sort()).toEqual(
        name === "process" ? ["HOME", "MILLRACE_SANDBOX", "PATH", "TMPDIR"] : ["HOME", "LANG", "PATH", "PWD", "TMPDIR"],
      );
    });

    test("a bundle that is placed after the start appears inside", async () => {
      const bundle = join(dir, "bundle");
      await mkdir(join(bundle, "data"), { recursive: true });
      await writeFile(join(bundle, "main.cjs"), "module.exports = 42");
      await writeFile(join(bundle, "data", "rows.csv"), "a,b");
      const sandbox = await startFixture(backend);
      await sandbox.place(bundle);
      const { value } = await finishCode(
        sandbox,
        `return [require(claim.bundleDir + "/main.cjs"), require("fs").readFileSync(claim.bundleDir + "/data/rows.csv", "utf8")]`,
      );
      expect(value).toEqual([42, "a,b"]);
    });

    test("scratch is writable, and nothing of it is left afterwards", async () => {
      const sandbox = await startFixture(backend);
      const { value } = await finishCode(
        sandbox,
        `const fs = require("fs"), file = require("os").tmpdir() + "/x"; fs.writeFileSync(file, "1"); fs.mkdirSync(require("os").tmpdir() + "/closed", { mode: 0 }); return fs.readFileSync(file, "utf8")`,
      );
      expect(value).toBe("1");
      expect(slots()).toEqual([]);
    });

    test("memory beyond the limit ends the sandbox as out of memory", async () => {
      const { exit } = await runCode(
        backend,
        "const all = []; for (;;) { all.push(Buffer.alloc(8 * 1024 * 1024, 1)); await new Promise(setImmediate); }",
        { memoryBytes: 160 * MIB },
      );
      expect(exit.outOfMemory).toBe(true);
    });

    test("a full JavaScript heap ends the sandbox as out of memory", async () => {
      const { exit } = await runCode(backend, "const all = []; for (;;) all.push({ some: [all.length] });", {
        memoryBytes: 256 * MIB,
      });
      expect(exit.outOfMemory).toBe(true);
    });

    test("a full scratch ends the sandbox", async () => {
      const { exit } = await runCode(
        backend,
        `const fs = require("fs"); for (let i = 0; ; i++) { try { fs.writeFileSync(require("os").tmpdir() + "/f" + (i % 64), Buffer.alloc(1024 * 1024, 1)) } catch {} await new Promise((done) => setTimeout(done, 5)); }`,
        { scratchBytes: 16 * MIB },
      );
      expect(exit.killedFor).toBe("SCRATCH_FULL");
    });

    test("output beyond the limit is discarded and doesn't block the code", async () => {
      const sandbox = await startFixture(backend, { outputBytesMax: 64 * 1024 });
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
      const sandbox = await startFixture(backend);
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
      for await (const message of messagesOf(sandbox)) {
        if (message.type === "output") sandbox.kill("TEST");
      }
      const exit = await sandbox.exited;
      await sandbox.removed;
      expect(exit).toMatchObject({ signal: "SIGKILL", killedFor: "TEST", outOfMemory: false });
      await vi.waitFor(() => expect(commandLines().filter((line) => line.includes("987654"))).toEqual([]));
      expect(slots()).toEqual([]);
    });

    test("a sandbox that was never claimed ends when it is discarded", async () => {
      const sandbox = await startFixture(backend);
      sandbox.stdout.resume();
      sandbox.stderr.resume();
      for await (const message of messagesOf(sandbox)) {
        expect(message.type).toBe("ready");
        sandbox.kill("DISCARDED");
      }
      expect((await sandbox.exited).killedFor).toBe("DISCARDED");
      await sandbox.removed;
    });

    test("a sandbox whose worker goes away ends", async () => {
      const sandbox = await startFixture(backend);
      sandbox.stdout.resume();
      sandbox.stderr.resume();
      sandbox.channel.readable.resume();
      sandbox.channel.writable.end();
      expect((await sandbox.exited).code).toBe(0);
      await sandbox.removed;
    });

    test("a folder tree deeper than paths can be long is removed with the sandbox", async () => {
      const { value } = await runCode(
        backend,
        `const fs = require("fs"); process.chdir(require("os").tmpdir());
         for (let i = 0; i < 60; i++) { fs.mkdirSync("d".repeat(200)); process.chdir("d".repeat(200)); fs.writeFileSync("f", "1"); }
         return "made"`,
      );
      expect(value).toBe("made");
      expect(slots()).toEqual([]);
      expect(errors).toEqual([]);
    });

    test("ten thousands of files are removed with the sandbox", async () => {
      const { value } = await runCode(
        backend,
        `const fs = require("fs"); const dir = require("os").tmpdir() + "/d"; fs.mkdirSync(dir);
         for (let i = 0; i < 20000; i++) fs.closeSync(fs.openSync(dir + "/" + i, "w"));
         return fs.readdirSync(dir).length`,
      );
      expect(value).toBe(20_000);
      expect(slots()).toEqual([]);
    });

    test("a sandbox runs at a lower priority than its worker", async () => {
      const { value } = await runCode(backend, `return require("os").getPriority()`);
      expect(value).toBeGreaterThan(getPriority());
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
