import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { INLINE_VALUE_BYTES_MAX, type ValueRef } from "@millrace/protocol";
import type { FileValue, IoManager, Payload } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import type { RunPorts } from "../run/ports";
import { jsonText } from "./json-output";
import { valueSource } from "./value-source";

type AnyIo = IoManager<unknown>;
type Stored = { readonly ref: ValueRef; readonly text?: string; readonly file?: { path: string; mark: string } };

/** Serialised JSON that is kept for later steps of the run; larger values are read back from storage. */
const KEPT_CHARS_MAX = 8 * 1024 * 1024;

/** What a function that returns nothing leaves: its readers get undefined, and know that it has run. */
const NOTHING: ValueRef = { object: "", codec: "none", bytes: 0, inline: "" };

/** The values of one run's steps: serialised once, read from their serialised form by everyone. */
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

  /** Stores the output of a step. Of `undefined` only the fact is kept. */
  async store(
    step: string,
    stepAttempt: number,
    value: unknown,
    io: AnyIo | undefined,
    subject: string,
  ): Promise<ValueRef> {
    if (value === undefined) {
      this.#stored.set(step, { ref: NOTHING });
      return NOTHING;
    }
    if (io === undefined || io.name === "json") return this.#storeJson(step, stepAttempt, jsonText(value, subject));
    const payload = await io.write(value as never);
    const path = filePath(payload, subject);
    const name = path === undefined ? undefined : ((payload as FileValue).name ?? basename(path));
    const ref = await this.ports.values.put(
      { step, stepAttempt, output: "value", codec: io.name, name },
      bytesOf(payload),
    );
    this.#stored.set(step, { ref, ...(path ? { file: { path, mark: await fileMark(path) } } : {}) });
    return ref;
  }

  async #storeJson(step: string, stepAttempt: number, text: string): Promise<ValueRef> {
    const bytes = Buffer.byteLength(text);
    const ref: ValueRef =
      bytes <= INLINE_VALUE_BYTES_MAX
        ? { object: "", codec: "json", bytes, sha256: createHash("sha256").update(text).digest("hex"), inline: text }
        : await this.ports.values.put({ step, stepAttempt, output: "value", codec: "json" }, bytesOf(text));
    this.#stored.set(step, { ref, ...(text.length <= KEPT_CHARS_MAX ? { text } : {}) });
    return ref;
  }

  /** The value of a step of this run, or of one that it reuses. */
  async load(step: string, io: AnyIo | undefined): Promise<unknown> {
    const stored = this.#stored.get(step);
    if (!stored) return undefined;
    if (stored.text !== undefined) return JSON.parse(stored.text);
    const unchanged = stored.file && (await fileMark(stored.file.path)) === stored.file.mark;
    return this.read(
      stored.ref,
      io,
      () => this.ports.values.open(stored.ref),
      unchanged ? stored.file?.path : undefined,
    );
  }

  /** The value of an asset outside this run; `found` tells "none" from a stored nothing. */
  async loadAsset(
    asset: string,
    partition: string | undefined,
    io: AnyIo | undefined,
  ): Promise<{ found: boolean; value?: unknown }> {
    const opened = await this.ports.values.openAsset(asset, partition);
    if (!opened) return { found: false };
    return { found: true, value: await this.read(opened.value, io, async () => opened.bytes) };
  }

  private async read(
    ref: ValueRef,
    io: AnyIo | undefined,
    open: Parameters<typeof valueSource>[1],
    localPath?: string,
  ): Promise<unknown> {
    if (ref.codec === NOTHING.codec) return undefined;
    const source = valueSource(ref, open, this.ports.scratchDir, localPath);
    const codec = io?.name ?? "json";
    if (codec === "json") {
      if (ref.codec !== "json")
        throw new StepError(
          "WRONG_CODEC",
          `the stored value was written by io "${ref.codec}" and cannot be read as JSON: materialize the asset again`,
          { retry: false },
        );
      return JSON.parse(await source.text());
    }
    return io?.read(source);
  }
}

async function* bytesOf(payload: Payload): AsyncIterable<Uint8Array> {
  if (typeof payload === "string") yield Buffer.from(payload);
  else if (payload instanceof Uint8Array) yield payload;
  else if ("path" in payload) yield* createReadStream(payload.path);
  else yield* payload;
}

function filePath(payload: Payload, subject: string): string | undefined {
  if (typeof payload !== "object" || payload === null) {
    if (typeof payload === "string") return undefined;
    throw new StepError("OUTPUT_NOT_STORABLE", `${subject}: its io returned nothing to store`, { retry: false });
  }
  return "path" in payload ? payload.path : undefined;
}

/** Tells whether a file is still the one that was stored. */
async function fileMark(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino}:${size}:${mtimeMs}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "gone";
    throw error;
  }
}
