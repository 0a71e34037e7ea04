// Prerequisites for running TypeScript: the right version of Node, the dependencies, and the Prisma client. Plain
// JavaScript without dependencies, because nothing is installed yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../../..");

/** Exits with a one-line message. */
export function fail(message) {
  process.stderr.write(`millrace: ${message}\n`);
  process.exit(1);
}

/**
 * PostgreSQL and sandboxes read what Millrace installs and creates as other users, whatever umask the shell has. Files that
 * hold secrets are created with a narrower mode.
 */
const SHARED_UMASK = 0o022;

export function prepare() {
  process.umask(SHARED_UMASK);
  prepareDependencies();
  generateClient();
  bundleThreads();
}

/** Prepares commands that don't need a database. */
export function prepareDependencies() {
  requireNode(20, 19);
  installDependencies();
}

function requireNode(major, minor) {
  const [hasMajor, hasMinor] = process.versions.node.split(".").map(Number);
  if (hasMajor > major || (hasMajor === major && hasMinor >= minor)) return;
  fail(
    `Node ${process.versions.node} is too old: Millrace needs ${major}.${minor} or newer. Install it from https://nodejs.org, then run this again.`,
  );
}

function installDependencies() {
  if (isInstalled()) return;
  process.stderr.write("Installing dependencies (once) …\n");
  run(
    process.platform === "win32" ? "npm.cmd" : "npm",
    ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--cache", packageCache()],
    "npm ci failed. Is the package registry reachable?",
  );
}

/** Returns npm's cache, or a folder for temporary files if the user has no home. */
function packageCache() {
  try {
    const usual = process.env.npm_config_cache ?? join(homedir(), ".npm");
    mkdirSync(usual, { recursive: true });
    accessSync(usual, constants.W_OK);
    return usual;
  } catch {
    return join(tmpdir(), `millrace-npm-${process.getuid?.() ?? "cache"}`);
  }
}

/** Returns true if node_modules has every package of the lock in its version, except platform packages. */
function isInstalled() {
  const installed = packagesOf("node_modules/.package-lock.json");
  return (
    installed !== undefined &&
    Object.entries(packagesOf("package-lock.json") ?? {}).every(
      ([path, entry]) =>
        !path.includes("node_modules/") || entry.optional || entry.link || installed[path]?.version === entry.version,
    )
  );
}

function packagesOf(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : undefined;
}

function generateClient() {
  const out = join(root, "packages/db/src/generated");
  const marker = join(out, ".schema-hash");
  const wanted = hash(join(root, "prisma/schema.prisma"));
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  run(process.execPath, [join(root, "packages/db/bin/generate.mjs")], "prisma generate failed. Its message is above.");
  mkdirSync(out, { recursive: true });
  writeFileSync(marker, wanted);
}

/** Takes 0.2 s, so it needs no marker. */
function bundleThreads() {
  for (const folder of ["packages/db/src/leases", "packages/services/src/checks"]) {
    run(
      process.execPath,
      [join(root, "packages/local/bin/bundle-thread.mjs"), join(root, folder)],
      `Bundling ${folder}/thread.ts failed. Its message is above.`,
    );
  }
}

function run(command, args, failure) {
  // stdout belongs to the requested command, so the output of preparation goes to stderr.
  const result = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) fail(failure);
}

function hash(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
