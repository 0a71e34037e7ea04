import { setImmediate as nextTurn } from "node:timers/promises";
import type { RunSandbox } from "./ports";

export type RawOutput = {
  /** Settles when everything written before the call has been read, without waiting for the sandbox to end. */
  drained(): Promise<void>;
};

/** Each turn of the event loop reads what the pipes hold. This many without a byte mean that they are empty. */
const QUIET_TURNS = 4;
/** A child process that outlives the run and keeps writing isn't waited for. */
const DRAIN_MS_MAX = 5_000;

/** Reads the text of native code and child processes, which arrives outside of messages. */
export function rawOutput(
  sandbox: Pick<RunSandbox, "stdout" | "stderr">,
  take: (stream: "stdout" | "stderr", text: string) => Promise<void>,
): RawOutput {
  let reads = 0;
  let open = 2;
  const read = async (stream: "stdout" | "stderr"): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const bytes of sandbox[stream]) {
      reads += 1;
      await take(stream, decoder.decode(bytes, { stream: true }));
    }
  };
  const finished = Promise.allSettled([read("stdout"), read("stderr")]).then(() => {
    open = 0;
  });
  return {
    async drained() {
      const deadline = performance.now() + DRAIN_MS_MAX;
      for (let quiet = 0, seen = reads; quiet < QUIET_TURNS && open > 0; quiet = seen === reads ? quiet + 1 : 0) {
        if (performance.now() > deadline) return;
        seen = reads;
        await nextTurn();
      }
      if (open === 0) await finished;
    },
  };
}
