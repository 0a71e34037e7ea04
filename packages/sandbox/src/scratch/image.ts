import { execFile } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** An inode costs 256 bytes of the image. */
const BYTES_PER_INODE = 16 * 1024;
const INODES_MIN = 10_000;

/**
 * Creates a sparse file with a file system and mounts it, then becomes the command. What goes wrong is in `$6`, and the
 * command runs on the plain folder. No journal: nothing of the file system outlives the sandbox.
 */
const SCRIPT = `PATH=/usr/sbin:/usr/bin:/sbin:/bin
{ truncate -s "$3" "$1" && chmod 600 "$1" &&
mkfs.ext4 -q -F -m 0 -N "$5" -O ^has_journal -E "lazy_itable_init=1,nodiscard,root_owner=$4:$4" "$1" &&
mount -o loop,nosuid,nodev,noatime "$1" "$2" &&
rmdir "$2/lost+found" && chmod 700 "$2"; } </dev/null >"$6" 2>&1 && rm -f "$6"
shift 6
exec "$@"`;

export type ScratchImage = {
  /** The slot's folder; others can't read what is in it. */
  readonly dir: string;
  /** An existing folder, over which the file system is mounted. */
  readonly at: string;
  readonly bytes: number;
  readonly uid: number;
};

/**
 * Returns the command that runs another one with a file system of its own size over a folder. The mount is in a separate
 * namespace: it ends with the last process of the sandbox, even if the worker was killed. Needs a worker that is root.
 */
export function imageCommand({ dir, at, bytes, uid }: ScratchImage, command: readonly string[]): string[] {
  const inodes = Math.max(INODES_MIN, Math.floor(bytes / BYTES_PER_INODE));
  const own = [join(dir, "scratch.img"), at, String(bytes), String(uid), String(inodes), problemFile(dir)];
  const unshared = ["/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", SCRIPT, "sandbox"];
  return [...unshared, ...own, ...command];
}

const problemFile = (dir: string): string => join(dir, "scratch.problem");

/** Returns why the file system of a slot wasn't mounted; undefined when it was. */
export const mountProblem = (dir: string): Promise<string | undefined> =>
  readFile(problemFile(dir), "utf8").then(
    (text) => text.trim() || "unknown",
    () => undefined,
  );

const PROBE_BYTES = 16 * 1024 ** 2;

/** Finds out by trying whether images can be mounted. Returns why not, or undefined. */
export async function imageProblem(parent: string): Promise<string | undefined> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "the worker isn't root";
  const dir = join(parent, `probe-${process.pid}`);
  const at = join(dir, "tmp");
  try {
    await mkdir(at, { recursive: true });
    const [program, ...args] = imageCommand({ dir, at, bytes: PROBE_BYTES, uid: 0 }, ["/bin/true"]);
    await run(program as string, args, { env: {}, timeout: 30_000 });
    return await mountProblem(dir);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await rm(dir, { recursive: true, force: true }).catch(() => undefined);
  }
}
