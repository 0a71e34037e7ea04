import { currentStep } from "../run/step-scope";
import type { Channel } from "./channel";

/** Sends what JavaScript writes to stdout and stderr over the channel, with the step on whose behalf it was written. */
export function captureOutput(channel: Channel): void {
  for (const stream of ["stdout", "stderr"] as const) {
    const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
      const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
      const scope = currentStep();
      channel.output({
        type: "output",
        ...(scope ? { step: scope.step, stepAttempt: scope.stepAttempt } : {}),
        stream,
        text,
      });
      const done = typeof encoding === "function" ? encoding : callback;
      if (typeof done === "function") process.nextTick(done as () => void);
      return true;
    };
    process[stream].write = write as typeof process.stdout.write;
  }
}
