import { writeSync } from "node:fs";

/** Author code may replace what `node:fs` exports. */
const write = writeSync;
const sleepCell = new Int32Array(new SharedArrayBuffer(4));
const FULL_WAIT_MS = 1;

/**
 * Writes all bytes before it returns. While the reader is behind, the caller waits: what it says next is not gathered
 * in memory.
 * @throws when the other end is closed
 */
export function writeFully(fd: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length; ) {
    try {
      from += write(fd, bytes, from);
    } catch (error) {
      if (!isFull(error)) throw error;
      Atomics.wait(sleepCell, 0, 0, FULL_WAIT_MS);
    }
  }
}

/** A pipe that doesn't block is full, or a signal came in between. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EAGAIN" || error.code === "EINTR");
