import { readdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { SandboxBackend } from "../backend";
import { backendsUnderTest } from "./backends";
import { finishCode, runCode, startFixture } from "./run-code";

const MIB = 1024 ** 2;

for (const { name, backend: found, reason, dir } of await backendsUnderTest(["bubblewrap"])) {
  describe.skipIf(found === undefined)(`${name} isolates${reason === undefined ? "" : ` (${reason})`}`, () => {
    const backend = found as SandboxBackend;
    afterAll(() => rm(dir, { recursive: true }));
    const tried = (code: string) => `try { ${code} } catch (error) { return error.code ?? error.message }`;

    test("only the sandbox's own processes are seen, and process 1 shows nothing of the platform's environment", async () => {
      const { value } = await runCode(
        backend,
        `const fs = require("fs");
         const pids = fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).map(Number);
         const read = (file) => { try { return fs.readFileSync(file, "latin1") } catch (error) { return error.code } };
         return { pids: pids.length, environ: pids.map((pid) => read("/proc/" + pid + "/environ")).join(";"), cmdline: read("/proc/1/cmdline") }`,
      );
      const seen = value as { pids: number; environ: string; cmdline: string };
      expect(seen.pids).toBeLessThanOrEqual(3);
      expect(seen.environ).not.toMatch(/USER|npm_|VITEST|NODE_EXTRA/);
      expect(seen.cmdline).not.toContain(dir);
    });

    test("of the host's files only programs and libraries are there", async () => {
      const { value } = await runCode(
        backend,
        `const fs = require("fs");
         return { root: fs.readdirSync("/").sort(), passwd: fs.readFileSync("/etc/passwd", "utf8"), tmp: fs.readdirSync("/tmp") }`,
      );
      const seen = value as { root: string[]; passwd: string; tmp: string[] };
      const known = [
        "app",
        "bin",
        "dev",
        "etc",
        "lib",
        "lib32",
        "lib64",
        "proc",
        "run",
        "runtime",
        "sbin",
        "tmp",
        "usr",
      ];
      expect(seen.root.filter((entry) => !known.includes(entry))).toEqual([]);
      expect(seen.passwd).not.toContain("root");
      expect(seen.tmp).toEqual([]);
    });

    test("nothing but scratch can be written, the linked bundle least of all", async () => {
      const { value } = await runCode(
        backend,
        `const fs = require("fs"), codes = {};
         for (const dir of ["/", "/app", "/usr", "/etc", "/dev", "/run", "/runtime", "/run/millrace"]) {
           try { fs.writeFileSync(dir + "/x", "1"); codes[dir] = "written" } catch (error) { codes[dir] = error.code }
         }
         return Object.values(codes).every((code) => code === "EROFS" || code === "EACCES") || codes`,
      );
      expect(value).toBe(true);
    });

    test("another sandbox's scratch cannot be reached", async () => {
      const other = await startFixture(backend);
      const [slot] = readdirSync(join(dir, "slots"));
      const file = join(dir, "slots", slot as string, "tmp", "private");
      await writeFile(file, "theirs");
      const { value } = await runCode(backend, tried(`return require("fs").readFileSync("${file}", "utf8")`));
      expect(value).toBe("ENOENT");
      await finishCode(other, "return 1");
    });

    test("services on the host's 127.0.0.1 and the network beyond cannot be reached", async () => {
      const server = createServer((socket) => socket.end("secret"));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const port = (server.address() as { port: number }).port;
      const { value } = await runCode(
        backend,
        `const net = require("net");
         const dial = (host, port) => new Promise((resolve) => net.connect({ host, port, timeout: 1000 }).on("connect", () => resolve("connected")).on("timeout", () => resolve("timeout")).on("error", (error) => resolve(error.code)));
         return [await dial("127.0.0.1", ${port}), await dial("169.254.169.254", 80), await dial("1.1.1.1", 443)]`,
      );
      await new Promise((resolve) => server.close(resolve));
      expect(value).toEqual(["ECONNREFUSED", "ENETUNREACH", "ENETUNREACH"]);
    });

    test("it has no capability, no new privileges, a system call filter and a user without rights", async () => {
      const { value } = await runCode(
        backend,
        `return [process.getuid(), ...require("fs").readFileSync("/proc/self/status", "utf8").match(/^(CapEff|NoNewPrivs|Seccomp):.*/gm).map((line) => line.replace(/\\s+/g, ""))]`,
      );
      expect(value).toEqual([65534, "CapEff:0000000000000000", "NoNewPrivs:1", "Seccomp:2"]);
    });

    test("further namespaces and mounts are refused", async () => {
      const { value } = await runCode(
        backend,
        `const { spawnSync } = require("child_process");
         return ["unshare -U true", "unshare -m true", "mount -t tmpfs none /tmp"].map((line) => spawnSync("/bin/sh", ["-c", line]).status)`,
      );
      expect((value as number[]).every((status) => status !== 0)).toBe(true);
    });

    test("a fork bomb is contained", async () => {
      const { value } = await runCode(
        backend,
        `const { spawn } = require("child_process"); let started = 0, refused = 0;
         for (let i = 0; i < 200; i++) await new Promise((done) => spawn("/bin/sleep", ["30"], { stdio: "ignore" }).on("spawn", () => (started++, done())).on("error", () => (refused++, done())));
         return { started, refused }`,
        { processesMax: 64 },
      );
      const { started, refused } = value as { started: number; refused: number };
      expect(started).toBeLessThan(64);
      expect(refused).toBeGreaterThan(130);
    });

    test("scratch can't exceed its limit however fast it is filled, beside many empty files or not", async () => {
      const { exit, value } = await runCode(
        backend,
        `const fs = require("fs"), { spawnSync, spawn } = require("child_process"), limit = 256 * 1024 * 1024;
         for (let i = 0; i < 5000; i++) fs.closeSync(fs.openSync("/tmp/e" + i, "w"));
         const fill = (name) => new Promise((done) => spawn("/usr/bin/fallocate", ["-l", String(limit - 65536), "/tmp/" + name]).on("close", done));
         await Promise.all(["a", "b", "c"].map(fill));
         const used = Number(spawnSync("/usr/bin/du", ["-sk", "/tmp"], { encoding: "utf8" }).stdout.split("\\t")[0]) * 1024;
         for (let i = 0; i < 200; i++) { try { fs.appendFileSync("/tmp/rest", Buffer.alloc(1024 * 1024)) } catch {} await new Promise((done) => setTimeout(done, 50)); }
         return used`,
        { scratchBytes: 256 * MIB },
      );
      expect(exit.killedFor === "SCRATCH_FULL" || (value as number) <= 256 * MIB).toBe(true);
    });

    test("shared memory cannot hold more than its small limit", async () => {
      const { value } = await runCode(
        backend,
        tried(`require("fs").writeFileSync("/dev/shm/x", Buffer.alloc(80 * 1024 * 1024)); return "written"`),
      );
      expect(value).toBe("ENOSPC");
    });
  });
}
