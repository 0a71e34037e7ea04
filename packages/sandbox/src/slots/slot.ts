import { chown, mkdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * How scratch is limited: `image` is a file system of its own size on disk, `memory` one in the sandbox's memory, and
 * `folder` a folder that is measured again and again.
 */
export type ScratchKind = "image" | "memory" | "folder";

/** The host side of one sandbox: its own folders and, on a privileged host, its own user. */
export type Slot = {
  readonly id: string;
  readonly dir: string;
  /** Seen inside as the bundle's folder. */
  readonly app: string;
  readonly scratch: string;
  readonly scratchKind: ScratchKind;
  /** Where the broker of this sandbox listens. */
  readonly brokerSocket: string;
  /** The unprivileged user that the sandbox runs as, when the worker can choose one. */
  readonly uid: number | undefined;
};

/** Longest path of a Unix socket that every supported system accepts (macOS: 104 bytes with the final zero). */
const SOCKET_PATH_BYTES_MAX = 103;

/** Creates the folders of a slot below `root`. Its scratch belongs to `uid`. */
export async function createSlot(
  root: string,
  id: string,
  { uid, scratchKind }: Pick<Slot, "uid" | "scratchKind">,
): Promise<Slot> {
  const dir = join(root, id);
  const slot: Slot = {
    id,
    dir,
    app: join(dir, "app"),
    scratch: join(dir, "tmp"),
    scratchKind,
    brokerSocket: join(dir, "run", "s"),
    uid,
  };
  if (Buffer.byteLength(slot.brokerSocket) > SOCKET_PATH_BYTES_MAX) {
    throw new Error(`The path ${root} is too long for a socket. Set WORKER_DATA_DIR to a shorter one.`);
  }
  await mkdir(dir, { recursive: true, mode: 0o711 });
  await Promise.all([
    mkdir(slot.app, { mode: 0o755 }),
    mkdir(slot.scratch, { mode: 0o700 }),
    mkdir(join(dir, "run"), { mode: 0o711 }),
  ]);
  if (uid !== undefined) await chown(slot.scratch, uid, uid);
  return slot;
}
