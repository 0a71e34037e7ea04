import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "@millrace/embedded";
import type { Checkout } from "./checkout";
import { run, runUntil, type Shell } from "./commands";

const NOBODY = { uid: 65_534, gid: 65_534 };
const START_TIMEOUT_MS = 20 * 60_000;
const TEST_TIMEOUT_MS = 90 * 60_000;

/** The tests that start servers and sandboxes, build bundles, and read files of the checkout. */
const SENSITIVE_TESTS = ["sandbox", "local", "embedded", "bundle", "cli"].map((name) => `packages/${name}`);

export type TrialOptions = {
  /** The repository to clone. */
  readonly root: string;
  /** An existing folder that every account can reach. */
  readonly base: string;
  /** Runs all of `npm test` instead of the tests that depend on their surroundings. */
  readonly isWhole: boolean;
  readonly say: (line: string) => void;
};

/**
 * Clones the committed state, and runs `npm start` until its demo is ready and then the tests, as the checkout describes.
 * @throws if a command fails
 */
export async function tryCheckout(checkout: Checkout, { root, base, isWhole, say }: TrialOptions): Promise<void> {
  const logs = mkdtempSync(join(base, "logs-"));
  const shell = prepareShell(checkout, root, base);
  const port = String(await freePort());
  await runUntil({ ...shell, env: { ...shell.env, PORT: port } }, ["npm", "start"], {
    text: "Millrace is ready at",
    logFile: join(logs, "start.log"),
    timeoutMs: START_TIMEOUT_MS,
  });
  say("  npm start: ready, and stopped in order");
  const test = isWhole ? ["npm", "test"] : ["npm", "run", "unit", "--", ...SENSITIVE_TESTS, "apps/worker"];
  await run(shell, test, join(logs, "test.log"), TEST_TIMEOUT_MS);
  say(`  ${test.join(" ")}: passed`);
}

function prepareShell(checkout: Checkout, root: string, base: string): Shell {
  const clone = join(base, checkout.folder);
  const parent = dirname(clone);
  const umask = checkout.umask ?? 0o022;
  mkdirSync(parent, { recursive: true });
  git(umask, ["clone", "--quiet", "--no-hardlinks", root, clone]);
  if (checkout.parentMode !== undefined) chmodSync(parent, checkout.parentMode);
  const account = checkout.account === undefined ? undefined : NOBODY;
  if (account) spawnSync("chown", ["-R", `${account.uid}:${account.gid}`, parent]);
  return { dir: checkout.isLinked ? linkTo(clone) : clone, umask, account, env: environment(checkout, parent) };
}

function git(umask: number, args: readonly string[]): void {
  const script = 'umask "$1" && shift && exec git "$@"';
  const { status, stderr } = spawnSync("/bin/sh", ["-c", script, "sh", umask.toString(8), ...args], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr.trim()}`);
}

function linkTo(clone: string): string {
  const link = `${clone}-link`;
  symlinkSync(clone, link);
  return link;
}

function environment({ account }: Checkout, parent: string): Record<string, string> {
  const { PATH = "", HOME = "/", LANG = "C.UTF-8" } = process.env;
  const homes = { "without rights": parent, "without rights and home": "/nonexistent" } as const;
  return { PATH, LANG, HOME: account === undefined ? HOME : homes[account], CI: "true" };
}
