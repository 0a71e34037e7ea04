import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bubblewrapBackend } from "../bubblewrap/bubblewrap-backend";
import { findProgram } from "../bubblewrap/find-program";
import { backendsUnderTest } from "./backends";
import { FIXTURE_RUNTIME, runCode } from "./run-code";

const [{ backend: works, dir: probed } = { backend: undefined, dir: "" }] = await backendsUnderTest(["bubblewrap"]);
await rm(probed, { recursive: true });

describe.skipIf(works === undefined)("bubblewrap without cgroups and images", async () => {
  const dir = await mkdtemp(join(tmpdir(), "mr-"));
  afterAll(() => rm(dir, { recursive: true }));
  const errors: unknown[] = [];
  const backend = await bubblewrapBackend({
    dir,
    runtimeFile: FIXTURE_RUNTIME,
    canMountImages: false,
    onError: (error) => errors.push(error),
    bwrap: findProgram("bwrap") ?? "bwrap",
    nodeFile: process.execPath,
    uidBase: 310_000,
    groups: undefined,
    features: { disableUserns: true },
  });

  test("memory beyond the limit is noticed by polling and ends the sandbox as out of memory", async () => {
    const { exit } = await runCode(
      backend,
      "const all = []; for (;;) { all.push(Buffer.alloc(8 * 1024 * 1024, 1)); await new Promise((done) => setTimeout(done, 5)); }",
      { memoryBytes: 160 * 1024 * 1024 },
    );
    expect(exit.outOfMemory).toBe(true);
  });

  test("a fork bomb is contained by the sandbox's own process limit", async () => {
    const { value } = await runCode(
      backend,
      `const { spawn } = require("child_process"); let started = 0;
       for (let i = 0; i < 120; i++) await new Promise((done) => spawn("/bin/sleep", ["30"], { stdio: "ignore" }).on("spawn", () => (started++, done())).on("error", done));
       return started`,
      { processesMax: 64 },
    );
    expect(value).toBeLessThan(64);
  });
});
