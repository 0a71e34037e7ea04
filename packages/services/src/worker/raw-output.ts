import { setImmediate as nextTurn } from "node:timers/promises";
import type { RunSandbox } from "./ports";

export type RawOutput = {
  /** Settles when what had been written before the call has been read, without waiting for the sandbox to end. */
  drained(): Promise<void>;
};

/** Each turn of the event loop reads what the pipes hold; so many without a byte mean that they are empty. */
const QUIET_TURNS = 4;

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
      for (let quiet = 0, seen = reads; quiet < QUIET_TURNS && open > 0; quiet = seen === reads ? quiet + 1 : 0) {
        seen = reads;
        await nextTurn();
      }
      if (open === 0) await finished;
    },
  };
}
