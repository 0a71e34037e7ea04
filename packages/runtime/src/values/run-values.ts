import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { INLINE_VALUE_BYTES_MAX, type ValueRef } from "@millrace/protocol";
import type { FileValue, IoManager, MetadataMap, Payload } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import type { RunPorts } from "../run/ports";
import { jsonText } from "./json-output";
import { valueSource } from "./value-source";

type AnyIo = IoManager<unknown, unknown>;

/** An output of one attempt of a step, and how it is stored. */
export type Output = {
  readonly step: string;
  readonly stepAttempt: number;
  /** Owner of the value, as named in errors. */
  readonly subject: string;
  /** The asset the value belongs to. Outputs of other steps are JSON. */
  readonly asset?: { readonly io?: AnyIo };
  /** Receives the metadata from the IO manager until the last byte is stored. */
  readonly metadata?: (values: MetadataMap) => void;
  /** Aborts writing when the value is no longer needed. */
  readonly signal?: AbortSignal;
};

type Stored = { readonly ref: ValueRef; readonly text?: string; readonly file?: { path: string; mark: string } };

/** Serialized JSON kept in memory for later steps of the run. Larger values are read back from storage. */
const KEPT_CHARS_MAX = 8 * 1024 * 1024;

/** Value of a function that returns undefined. Readers get undefined, but know that it has run. */
const EMPTY_RESULT: ValueRef = { object: "", codec: "none", bytes: 0, inline: "" };

/** Values of one run's steps. Each is serialized once, and every reader deserializes it. */
export class RunValues {
  readonly #stored = new Map<string, Stored>();

  constructor(
    private readonly ports: Pick<RunPorts, "values" | "scratchDir">,
    reused: Readonly<Record<string, ValueRef>>,
  ) {
    for (const [step, ref] of Object.entries(reused)) this.#stored.set(step, { ref });
  }

  has(step: string): boolean {
    return this.#stored.has(step);
  }

  /** Stores the output of a step. For `undefined`, only the fact is stored. */
  async store(output: Output, value: unknown): Promise<ValueRef> {
    const { step, subject, asset } = output;
    if (value === undefined) {
      this.#stored.set(step, { ref: EMPTY_RESULT });
      return EMPTY_RESULT;
    }
    const io = asset?.io;
    if (io === undefined || io.name === "json")
      return this.#storeJson(output, jsonText(value, subject, "output", asset !== undefined));
    const payload = await io.write(value as never, { metadata: output.metadata ?? (() => {}) });
    const path = filePath(payload, subject);
    const name = path === undefined ? undefined : ((payload as FileValue).name ?? basename(path));
    const ref = await this.#put(output, io.name, name, payload);
    this.#stored.set(step, { ref, ...(path ? { file: { path, mark: await fileMark(path) } } : {}) });
    return ref;
  }

  async #storeJson(output: Output, text: string): Promise<ValueRef> {
    const bytes = Buffer.byteLength(text);
    const ref: ValueRef =
      bytes <= INLINE_VALUE_BYTES_MAX
        ? { object: "", codec: "json", bytes, sha256: createHash("sha256").update(text).digest("hex"), inline: text }
        : await this.#put(output, "json", undefined, text);
    this.#stored.set(output.step, { ref, ...(text.length <= KEPT_CHARS_MAX ? { text } : {}) });
    return ref;
  }

  #put(
    { step, stepAttempt, subject, signal }: Output,
    codec: string,
    name: string | undefined,
    payload: Payload,
  ): Promise<ValueRef> {
    const bytes = bytesOf(payload, subject, signal);
    return this.ports.values.put({ step, stepAttempt, output: "value", codec, name }, bytes);
  }

  /** Loads the value of a step of this run, or of one it reuses. */
  async load(step: string, io: AnyIo | undefined): Promise<unknown> {
    const stored = this.#stored.get(step);
    if (!stored) return undefined;
    if (stored.text !== undefined) return JSON.parse(stored.text);
    const unchanged = stored.file && (await fileMark(stored.file.path)) === stored.file.mark;
    return this.#read(stored.ref, io, unchanged ? stored.file?.path : undefined);
  }

  /** Loads the value of an asset outside this run. `found` distinguishes no value from a stored undefined. */
  async loadAsset(
    asset: string,
    partition: string | undefined,
    io: AnyIo | undefined,
  ): Promise<{ found: boolean; value?: unknown }> {
    const ref = await this.ports.values.findAsset(asset, partition);
    if (!ref) return { found: false };
    return { found: true, value: await this.#read(ref, io) };
  }

  async #read(ref: ValueRef, io: AnyIo | undefined, localPath?: string): Promise<unknown> {
    if (ref.codec === EMPTY_RESULT.codec) return undefined;
    const source = valueSource(ref, () => this.ports.values.open(ref), this.ports.scratchDir, localPath);
    const codec = io?.name ?? "json";
    if (ref.codec !== codec)
      throw new StepError(
        "WRONG_CODEC",
        `the stored value was written by IO manager "${ref.codec}" and can't be read by "${codec}". Materialize the asset again.`,
        { retry: false },
      );
    return io === undefined || codec === "json" ? JSON.parse(await source.text()) : io.read(source);
  }
}

async function* bytesOf(payload: Payload, subject: string, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  if (typeof payload === "string") yield Buffer.from(payload);
  else if (payload instanceof Uint8Array) yield payload;
  else {
    for await (const chunk of "path" in payload ? createReadStream(payload.path) : payload) {
      signal?.throwIfAborted();
      if (!(chunk instanceof Uint8Array))
        throw notStorable(subject, `its IO manager yielded a ${typeof chunk} in a byte stream`);
      yield chunk;
    }
  }
}

function filePath(payload: Payload, subject: string): string | undefined {
  if (typeof payload === "string" || payload instanceof Uint8Array) return undefined;
  if (typeof payload !== "object" || payload === null)
    throw notStorable(subject, "its IO manager returned nothing to store");
  if ("path" in payload) return payload.path;
  if (Symbol.asyncIterator in payload || Symbol.iterator in payload) return undefined;
  throw notStorable(subject, "its IO manager must return bytes, a string, a byte stream, or { path }");
}

const notStorable = (subject: string, problem: string): StepError =>
  new StepError("OUTPUT_NOT_STORABLE", `${subject}: ${problem}`, { retry: false });

/** Returns a fingerprint that shows whether a file has changed since it was stored. */
async function fileMark(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino}:${size}:${mtimeMs}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "gone";
    throw error;
  }
}
