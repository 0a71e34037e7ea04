import { setImmediate as nextTurn } from "node:timers/promises";

/** How long a loop over a sandbox's data holds the event loop before other work gets a turn. */
const SLICE_MS = 8;

/**
 * Returns a function to await in a loop. It lets timers, sockets, and other runs go first whenever the loop has held the
 * event loop for {@link SLICE_MS}; otherwise it settles in the same turn.
 */
export function slices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await nextTurn();
    since = performance.now();
  };
}
