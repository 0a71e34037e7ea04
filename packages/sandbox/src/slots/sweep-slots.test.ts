import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { GRAVEYARD } from "./bury";
import { removeTree } from "./remove-tree";
import { sweepSlots } from "./sweep-slots";

/** No process has this id: it is above the highest that Linux gives. */
const DEAD = "4194400";
let dir: string;
const errors: unknown[] = [];
const onError = (error: unknown) => void errors.push(error);

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mr-"));
  errors.length = 0;
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Folders inside each other: the path of the last is longer than the system accepts. */
function makeDeepTree(parent: string): void {
  mkdirSync(parent, { recursive: true });
  const script = `const fs = require("fs"); for (let i = 0; i < 100; i++) { const d = "d".repeat(200); fs.mkdirSync(d); fs.writeFileSync(d + "/f", ""); process.chdir(d); }`;
  execFileSync(process.execPath, ["-e", script], { cwd: parent });
}

test("removes the slots of dead workers, however deep, and keeps those of others", async () => {
  makeDeepTree(join(dir, `${DEAD}-1`, "tmp"));
  mkdirSync(join(dir, "1-1"));
  const { ids, removed } = await sweepSlots(dir, onError);
  expect(ids).toEqual([`${DEAD}-1`]);
  await removed;
  expect(readdirSync(dir).sort()).toEqual([GRAVEYARD, "1-1"]);
  expect(readdirSync(join(dir, GRAVEYARD))).toEqual([]);
  expect(errors).toEqual([]);
});

test("reports what can't be removed, moves it away, and settles", async () => {
  const slot = join(dir, `${DEAD}-1`);
  mkdirSync(join(slot, "tmp"), { recursive: true });
  writeFileSync(join(slot, "tmp", "f"), "");
  const isResisting = process.getuid?.() === 0 && makeImmutable(join(slot, "tmp", "f"), true);
  try {
    await (await sweepSlots(dir, onError)).removed;
    expect(existsSync(slot)).toBe(false);
    expect(errors).toHaveLength(isResisting ? 1 : 0);
    if (isResisting) expect(readdirSync(join(dir, GRAVEYARD))).toHaveLength(1);
  } finally {
    if (isResisting) {
      const [name] = readdirSync(join(dir, GRAVEYARD));
      makeImmutable(join(dir, GRAVEYARD, name as string, "tmp", "f"), false);
    }
  }
});

test("sweeping a folder that doesn't exist finds nothing", async () => {
  const { ids, removed } = await sweepSlots(join(dir, "none"), onError);
  await removed;
  expect(ids).toEqual([]);
  expect(errors).toEqual([]);
});

test("removes folders that are closed to their owner", async () => {
  mkdirSync(join(dir, "a", "closed"), { recursive: true });
  writeFileSync(join(dir, "a", "closed", "f"), "");
  execFileSync("chmod", ["000", join(dir, "a", "closed")]);
  await removeTree(join(dir, "a"));
  expect(existsSync(join(dir, "a"))).toBe(false);
});

/** Returns whether the file system supports that: root can't remove such a file either. */
function makeImmutable(file: string, isImmutable: boolean): boolean {
  try {
    execFileSync("chattr", [isImmutable ? "+i" : "-i", file], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
