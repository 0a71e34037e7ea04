import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ValueRef } from "@millrace/protocol";
import type { ValueSource } from "@millrace/sdk";

let copies = 0;

/** A stored value for an io's `read`: its bytes are fetched in the form that is asked for. */
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

/** Programs know a file by how its name ends: that of the stored file, or the io's name (`.parquet`). */
const ending = ({ name, codec }: ValueRef): string =>
  `${name === undefined ? "." : "-"}${(name ?? codec).replaceAll(/[^A-Za-z0-9_.-]/g, "_")}`;
