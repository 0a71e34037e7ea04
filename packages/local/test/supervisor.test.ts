import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createDb, createRunStore } from "@millrace/db";
import { freePort } from "@millrace/embedded";
import { createTestDatabase, newRun, seedOrganization, testRedis } from "@millrace/harness";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Child, startChild, stopChild } from "../src/stack/child";
import { restartDelayMs } from "../src/stack/restart-delay";
import { appService, serverService } from "../src/stack/service";
import { type Supervised, supervise } from "../src/stack/supervise";
import { untilReady } from "../src/stack/until-ready";

const root = fileURLToPath(new URL("../../..", import.meta.url));

let dir: string;
let lines: string[];
const cleanups: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "millrace-supervisor-"));
  lines = [];
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  rmSync(dir, { recursive: true, force: true });
});

const say = (line: string) => void lines.push(line);
const logOf = (name: string) => join(dir, `${name}.log`);

function start(name: string, args: readonly string[], env: Record<string, string> = {}, logFile = logOf(name)): Child {
  const onLogError = (error: Error) => say(`Can't write ${logFile}: ${error.message}`);
  const child = startChild({ name, args, env, cwd: dir, logFile, echo: false, onLogError });
  cleanups.push(() => stopChild(child));
  return child;
}

/** Supervises a program that responds on its port. The program can read `attempt`, starting at 1. */
async function superviseProgram(name: string, program = ""): Promise<Supervised> {
  const port = await freePort();
  let attempt = 0;
  const service = appService(name, `http://127.0.0.1:${port}/`, logOf(name), () =>
    start(name, [
      "-e",
      `const attempt = ${++attempt};
       ${program};
       require("node:http").createServer((_, response) => response.end()).listen(${port}, "127.0.0.1");`,
    ]),
  );
  const supervised = supervise(service, say);
  cleanups.push(() => supervised.stop());
  return supervised;
}

const pidOf = (service: Supervised): number => {
  expect(service.pid).toBeDefined();
  return service.pid as number;
};

describe("a process that exits", () => {
  test("is restarted and reported, and the others keep running", async () => {
    const [web, daemon] = await Promise.all([superviseProgram("web"), superviseProgram("daemon")]);
    await Promise.all([web.ready, daemon.ready]);
    const before = [pidOf(web), pidOf(daemon)];
    process.kill(pidOf(daemon), "SIGKILL");
    await vi.waitFor(() =>
      expect(lines).toEqual(["daemon exited (SIGKILL). Restarting in 0.5s.", "daemon is running again"]),
    );
    expect(web.pid).toBe(before[0]);
    expect(daemon.pid).not.toBe(before[1]);
  });

  test("is reported with the error in its output", async () => {
    const crash = 'if (attempt === 1) setTimeout(() => { throw new Error("the queue is on fire") }, 500)';
    const daemon = await superviseProgram("daemon", crash);
    await daemon.ready;
    await vi.waitFor(() =>
      expect(lines).toContain("daemon exited (exit code 1): Error: the queue is on fire. Restarting in 0.5s."),
    );
    await vi.waitFor(() => expect(lines.at(-1)).toBe("daemon is running again"));
  });

  test("is restarted after growing delays of up to 30 seconds", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 100].map(restartDelayMs)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  test("fails the first start with its reason after five attempts, without ever having been ready", async () => {
    const daemon = await superviseProgram("daemon", 'throw new Error("DATABASE_URL is required.")');
    await expect(daemon.ready).rejects.toThrow(
      `Can't start daemon after 5 attempts. daemon exited (exit code 1): Error: DATABASE_URL is required. See its log: ${logOf("daemon")}`,
    );
    expect(lines).toHaveLength(4);
    expect(daemon.pid).toBeUndefined();
  });

  test("can fail once during the first start", async () => {
    const daemon = await superviseProgram("daemon", "if (attempt === 1) process.exit(3)");
    await daemon.ready;
    expect(lines).toEqual(["daemon exited (exit code 3). Restarting in 0.5s.", "daemon is running again"]);
  });

  test("isn't restarted once it is being stopped", async () => {
    const daemon = await superviseProgram("daemon");
    await daemon.ready;
    const pid = pidOf(daemon);
    await daemon.stop();
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    expect(lines).toEqual([]);
  });
});

test("a database server that exits is started again, until that succeeds", async () => {
  const server = () => {
    const { process, exit } = start("redis", ["-e", "setInterval(() => {}, 1000)"]);
    return { process, stop: () => stopChild({ process, exit }) };
  };
  const first = server();
  const restarts: (() => Promise<ReturnType<typeof server>>)[] = [
    () => Promise.reject(new Error("Can't start Redis: the port is in use.")),
    async () => server(),
  ];
  const redis = supervise(
    serverService("Redis", first, () => restarts.shift()?.() as Promise<ReturnType<typeof server>>),
    say,
  );
  cleanups.push(() => redis.stop());
  await redis.ready;
  first.process.kill("SIGKILL");
  await vi.waitFor(() =>
    expect(lines).toEqual([
      "Redis exited (SIGKILL). Restarting in 0.5s.",
      "Redis couldn't be started: Can't start Redis: the port is in use. Restarting in 1s.",
      "Redis is running again",
    ]),
  );
});

test("a killed daemon is replaced, and queued runs start", async () => {
  const database = await createTestDatabase();
  cleanups.push(() => database.drop());
  const db = createDb({ url: database.url });
  cleanups.push(() => db.close());
  const runs = createRunStore(db);
  const org = await seedOrganization(db, { concurrentRunsMax: 20 });
  const { url: redisUrl } = await testRedis();
  const port = await freePort();
  const env = {
    DATABASE_URL: database.appUrl,
    REDIS_URL: redisUrl,
    STORAGE_URL: pathToFileURL(dir).href,
    PORT: String(port),
    PATH: process.env.PATH ?? "",
  };
  const args = ["--import", import.meta.resolve("tsx"), join(root, "apps/daemon/src/main.ts")];
  const service = appService("daemon", `http://127.0.0.1:${port}/readyz`, logOf("daemon"), () =>
    start("daemon", args, env),
  );
  const other = await superviseProgram("web");
  const daemon = supervise(service, say);
  cleanups.push(() => daemon.stop());
  await Promise.all([other.ready, daemon.ready]);
  const launch = async () => {
    const run = newRun(org);
    await runs.launch(org.orgId, (tx) => tx.insert(run));
    return run.id;
  };
  const untilStarting = (id: string) =>
    vi.waitFor(async () => {
      const run = await db.prisma.run.findFirstOrThrow({ where: { id } });
      expect(run.status, readFileSync(logOf("daemon"), "utf8")).toBe("STARTING");
    });
  await untilStarting(await launch());

  const before = [pidOf(other), pidOf(daemon)];
  process.kill(pidOf(daemon), "SIGKILL");
  await untilStarting(await launch());
  expect(pidOf(other)).toBe(before[0]);
  expect(pidOf(daemon)).not.toBe(before[1]);
  expect(lines[0]).toBe("daemon exited (SIGKILL). Restarting in 0.5s.");
});

test.skipIf(!existsSync("/dev/full"))("a full disk is reported, and the process keeps running", async () => {
  const print = 'setInterval(() => console.log("x".repeat(100_000)), 1)';
  const child = start("web", ["-e", `${print}; setTimeout(() => process.exit(7), 1_000)`], {}, "/dev/full");
  // Without a reader, the process would block and never exit.
  expect(await child.exit).toMatchObject({ how: "exit code 7" });
  expect(lines).toEqual([expect.stringMatching(/^Can't write \/dev\/full: ENOSPC/)]);
});

test("waiting for readiness ends when it is aborted", async () => {
  const stopped = new AbortController();
  const ready = untilReady("web", `http://127.0.0.1:${await freePort()}/readyz`, 600_000, stopped.signal);
  stopped.abort();
  await expect(ready).rejects.toThrow("web stopped before it was ready");
});

test("stopping a process also ends the rest of its process group", async () => {
  const program = `
    const { spawn } = require("node:child_process");
    const grandchild = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    console.log(grandchild.pid);
    setInterval(() => {}, 1000);`;
  const child = start("worker", ["-e", program]);
  const grandchild = await vi.waitFor(() => {
    const pid = Number(readFileSync(logOf("worker"), "utf8"));
    expect(pid).toBeGreaterThan(0);
    return pid;
  });
  await stopChild(child);
  await vi.waitFor(() => expect(() => process.kill(grandchild, 0)).toThrow("ESRCH"));
});

test("an app exits with a killed supervisor, so that it isn't in the way of the next start", async () => {
  const program = `
    import { startChild } from ${JSON.stringify(new URL("../src/stack/child.ts", import.meta.url).href)};
    const logFile = ${JSON.stringify(logOf("app"))};
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
      const pid = Number(readFileSync(logOf("app"), "utf8"));
      expect(pid).toBeGreaterThan(0);
      return pid;
    },
    { timeout: 60_000 },
  );
  supervisor.kill("SIGKILL");
  await vi.waitFor(() => expect(() => process.kill(app, 0)).toThrow("ESRCH"), { timeout: 60_000 });
});
