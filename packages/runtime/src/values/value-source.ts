import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ValueRef } from "@millrace/protocol";
import type { ValueSource } from "@millrace/sdk";

let copies = 0;

/** Returns a stored value for an IO manager's `read`. Its bytes are fetched in the requested form. */
export function valueSource(
  value: ValueRef,
  open: () => Promise<Readable>,
  scratchDir: string,
  localPath?: string,
): ValueSource {
  const stream = (): Promise<Readable> =>
    value.inline === undefined ? open() : Promise.resolve(Readable.from([Buffer.from(value.inline)]));
  const bytes = async (): Promise<Uint8Array> => Buffer.concat(await (await stream()).toArray());
  return {
    stream,
    bytes,
    text: async () => value.inline ?? Buffer.from(await bytes()).toString("utf8"),
    file: async () => {
      if (localPath) return localPath;
      const path = join(scratchDir, `value-${process.pid}-${++copies}${ending(value)}`);
      await pipeline(await stream(), createWriteStream(path));
      return path;
    },
    name: value.name,
    size: value.bytes,
  };
}

/**
 * Returns the file extension, by which programs recognize the format: the stored file's, or the IO manager's
 * (`.parquet`).
 */
const ending = ({ name, codec }: ValueRef): string =>
  `${name === undefined ? "." : "-"}${(name ?? codec).replaceAll(/[^A-Za-z0-9_.-]/g, "_")}`;
