import { pipeline, type Readable, Transform } from "node:stream";
import type { ValueRef } from "@millrace/protocol";
import { StepError } from "../errors/step-error";

/**
 * Returns the bytes of a value, and fails if the source ends early: a closed socket looks like the end of the value.
 */
export function wholeValue(source: Readable, { object, bytes }: Pick<ValueRef, "object" | "bytes">): Readable {
  let read = 0;
  const whole = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      const isWhole = read === bytes;
      done(isWhole ? null : new StepError("VALUE_CUT_SHORT", `received only ${read} of ${bytes} bytes of "${object}"`));
    },
  });
  // Errors reach the reader, and the source closes if the reader stops.
  return pipeline(source, whole, () => {});
}
