import { pipeline, type Readable, Transform } from "node:stream";
import type { ValueRef } from "@millrace/protocol";
import { StepError } from "../errors/step-error";

/** The bytes of a value. A source that ends before the last one is an error: a closed socket looks like the end. */
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
  // Whoever reads it is told what went wrong, and whoever stops reading it ends the source.
  return pipeline(source, whole, () => {});
}
