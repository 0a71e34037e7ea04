import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@millrace/embedded";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockHome } from "../src/stack/home-lock";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "millrace-home-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("rejects a second start on the same data, naming the first one and how to run another", async () => {
  await lockHome(dir, "http://localhost:3000");
  await expect(lockHome(dir, "http://localhost:3100")).rejects.toThrow(
    "Millrace is already running at http://localhost:3000. Stop it first, or use a separate data directory: MILLRACE_HOME=<folder> npm start",
  );
  expect(readFileSync(join(dir, "running.json"), "utf8")).toContain("http://localhost:3000");
});

test("ignores the lock of a killed process, even if another holder uses its port", async () => {
  const other = mkdtempSync(join(tmpdir(), "millrace-home-"));
  await lockHome(other, "http://localhost:3000");
  const taken = readFileSync(join(other, "running.json"), "utf8");
  rmSync(other, { recursive: true });
  const left = [taken, JSON.stringify({ port: await freePort(), url: "http://localhost:3000" }), '{"port":'];
  for (const lock of left) {
    writeFileSync(join(dir, "running.json"), lock);
    await expect(lockHome(dir, "http://localhost:3200")).resolves.toBeUndefined();
    rmSync(join(dir, "running.json"));
  }
});
