import { Transform } from "node:stream";

/** Passes the first `bytesMax` bytes on and reads the rest away, so that a flood neither blocks nor fills anything. */
export function cappedOutput(bytesMax: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const room = Math.max(0, bytesMax - bytes);
      bytes += chunk.length;
      done(null, room >= chunk.length ? chunk : chunk.subarray(0, room));
    },
  });
}
