import type { Readable } from "node:stream";
import { assertName } from "./definition";
import type { Storable } from "./json";
import type { MetadataMap } from "./metadata";

/** A stored value to read. Only the parts that are requested are loaded. */
export interface ValueSource {
  /** Returns the bytes as a stream. */
  stream(): Promise<Readable>;
  /** Returns all bytes, held in memory. */
  bytes(): Promise<Uint8Array>;
  /** Returns the bytes as UTF-8 text. */
  text(): Promise<string>;
  /** Returns the path of a local copy, valid until the run ends. */
  file(): Promise<string>;
  readonly name: string | undefined;
  readonly size: number;
}

/** Allowed return type of `write`: bytes, text, a stream of bytes, or a file on disk. */
export type Payload =
  | Uint8Array
  | string
  | AsyncIterable<Uint8Array>
  | { readonly path: string; readonly name?: string };

/** Context passed to `write`. */
export interface WriteContext {
  /**
   * Records metadata on the materialization until the last byte is written. Metadata recorded by the asset takes
   * precedence.
   */
  metadata(values: MetadataMap): void;
}

/** How values are stored and loaded: assets return `Written`, and downstream functions receive `Read`. */
export interface IoManager<Read, Written = Read> {
  readonly kind: "io";
  readonly name: string;
  /** Serializes a value. */
  readonly write: (value: never, context: WriteContext) => Payload | Promise<Payload>;
  /** Deserializes a stored value. */
  readonly read: (source: ValueSource) => Read | Promise<Read>;
  /** @internal */
  readonly "~written"?: (value: Written) => void;
}

/** A file of an asset: what the step returns, and what downstream steps receive as a local path. */
export interface FileValue {
  readonly path: string;
  readonly name?: string;
}

function custom<Written, Read = Written>(options: {
  name: string;
  write(value: Written, context: WriteContext): Payload | Promise<Payload>;
  read(source: ValueSource): NoInfer<Read> | Promise<NoInfer<Read>>;
}): IoManager<Read, Written> {
  assertName("io", options.name);
  return { kind: "io", ...options } as unknown as IoManager<Read, Written>;
}

/**
 * IO managers, which store the values of assets. Defaults to JSON. For tables, use `csv` and `parquet` from
 * `@millrace/sdk/tables`.
 * @example
 * export const raw = asset("raw", { io: io.files() }, async () => ({ path: await download() }));
 * export const rows = asset("rows", { deps: { raw } }, ({ inputs }) => count(inputs.raw.path));
 */
export const io = {
  /** JSON, the same as without `io`. */
  json: <T>(): IoManager<T & Storable<T>> =>
    custom<T & Storable<T>>({
      name: "json",
      write: (value) => JSON.stringify(value),
      read: async (source) => JSON.parse(await source.text()),
    }),
  /** Files, streamed from and to disk and never held in memory. */
  files: (): IoManager<FileValue> =>
    custom<FileValue>({
      name: "file",
      write: (value) => value,
      read: async (source) => ({ path: await source.file(), name: source.name }),
    }),
  /** Bytes, held in memory. */
  bytes: (): IoManager<Uint8Array> =>
    custom<Uint8Array>({ name: "bytes", write: (value) => value, read: (source) => source.bytes() }),
  /** Streamed bytes, in both directions, never held in memory. Each iteration reads from the start. */
  stream: (): IoManager<AsyncIterable<Uint8Array>> =>
    custom<AsyncIterable<Uint8Array>>({
      name: "stream",
      write: (value) => value,
      read: (source) => ({
        async *[Symbol.asyncIterator]() {
          yield* (await source.stream()) as AsyncIterable<Uint8Array>;
        },
      }),
    }),
  /** Custom IO manager: `write` serializes a value, `read` deserializes it. */
  custom,
} as const;
