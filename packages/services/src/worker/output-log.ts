import { LIMITS } from "@millrace/core";
import type { NewLogChunk, RunFence } from "@millrace/core/run";
import type { Mask } from "@millrace/core/secrets";
import { segment } from "../values/value-keys";
import { isDataError } from "./data-error";
import { LineBuffer, type Piece } from "./line-buffer";
import type { LogObjects, WorkerRuns } from "./ports";
import { retryDuringOutage } from "./retry-during-outage";

export type OutputSource = {
  /** `""` = not attributed to a step. */
  readonly step: string;
  readonly stepAttempt: number;
  readonly stream: "stdout" | "stderr";
};

export type OutputLogOptions = {
  readonly runs: Pick<WorkerRuns, "appendLogChunks">;
  readonly objects: LogObjects;
  readonly orgId: string;
  readonly runId: string;
  readonly fence: RunFence;
  readonly mask: Mask;
  readonly outageMs: number;
  /** Aborted when the run is lost for another reason. */
  readonly lost?: AbortSignal;
  readonly onLost: (error?: unknown) => void;
  /** Called for a piece that couldn't be stored. The run continues; a note replaces the text. */
  readonly onError: (error: unknown) => void;
};

export type OutputLog = {
  /** Settles immediately while there is room. Never rejects. */
  add(source: OutputSource, text: string): Promise<void>;
  /** Stores everything, including unfinished lines. Never rejects. */
  close(): Promise<void>;
};

/** From the first text to storing it: short enough to be live, long enough to gather lines. */
const FLUSH_AFTER_MS = 60;
/** An unfinished line (a progress bar, a prompt) is shown after this many flushes in a row. */
const REST_AFTER_FLUSHES = 10;
/** Larger pieces go to object storage, and only their key to the database. */
const TEXT_BYTES_MAX = 32 * 1024;
const WAITING_CHARS_MAX = 4 * 1024 * 1024;
/** Each step has two streams per attempt. Text beyond this many is kept without its step. */
const STREAMS_MAX = 20_000;

type Stream = { readonly source: OutputSource; readonly lines: LineBuffer; bytes: number; quietFlushes: number };

/** Keeps the output of a run: per step and stream, in pieces, in the order in which it was written. */
export function outputLog(options: OutputLogOptions): OutputLog {
  const { orgId, runId, fence } = options;
  const streams = new Map<string, Stream>();
  /** Streams with text to show. */
  const filled = new Set<Stream>();
  let waitingChars = 0;
  let totalBytes = 0;
  let isFull = false;
  let isLost = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const lose = (error?: unknown): void => {
    if (isLost) return;
    isLost = true;
    options.onLost(error);
  };

  const streamOf = (source: OutputSource): Stream => {
    const key = JSON.stringify([source.step, source.stepAttempt, source.stream]);
    const known = streams.get(key);
    if (known !== undefined) return known;
    if (streams.size >= STREAMS_MAX && source.step !== "") return streamOf({ ...source, step: "", stepAttempt: 1 });
    const stream = { source, lines: new LineBuffer(options.mask), bytes: 0, quietFlushes: 0 };
    streams.set(key, stream);
    return stream;
  };

  const put = (stream: Stream, text: string): void => {
    stream.lines.add(text);
    filled.add(stream);
  };

  const chunkOf = async (stream: Stream, piece: Piece): Promise<NewLogChunk> => {
    const startByte = stream.bytes;
    stream.bytes += piece.bytes;
    const range = { ...stream.source, startByte, endByte: stream.bytes, lines: piece.lines };
    if (piece.bytes <= TEXT_BYTES_MAX) return { ...range, text: piece.text };
    const { step, stepAttempt, stream: name } = stream.source;
    const object = `${orgId}/logs/${runId}/${fence.attempt}/${segment(step || "-")}/${stepAttempt}/${name}-${startByte}`;
    try {
      await options.objects.put(object, oneChunk(piece.text));
      return { ...range, object };
    } catch (error) {
      options.onError(error);
      return { ...range, text: NOT_STORED };
    }
  };

  const append = (chunks: readonly NewLogChunk[]): Promise<boolean> =>
    retryDuringOutage(options.outageMs, () => options.runs.appendLogChunks(orgId, runId, fence, chunks), options.lost);

  /** Appends the chunks; those that the database rejects are replaced by a note. */
  const store = async (chunks: readonly NewLogChunk[]): Promise<boolean> => {
    try {
      return await append(chunks);
    } catch (error) {
      if (!isDataError(error)) throw error;
      options.onError(error);
      return append(chunks.map(({ object: _, ...chunk }) => ({ ...chunk, text: NOT_STORED })));
    }
  };

  const write = async (isLast: boolean): Promise<void> => {
    const pieces: [Stream, Piece][] = [];
    for (const stream of isLast ? streams.values() : [...filled]) {
      const showRest = ++stream.quietFlushes >= REST_AFTER_FLUSHES;
      const piece = stream.lines.take(isLast ? "end" : showRest ? "show" : "keep");
      if (piece !== undefined) pieces.push([stream, piece]);
      if (!showRest && stream.lines.hasRest) continue;
      stream.quietFlushes = 0;
      filled.delete(stream);
    }
    waitingChars = 0;
    if (pieces.length === 0 || isLost) return;
    totalBytes += pieces.reduce((sum, [, piece]) => sum + piece.bytes, 0);
    if (!(await store(await Promise.all(pieces.map(([stream, piece]) => chunkOf(stream, piece)))))) lose();
  };

  const flush = (isLast: boolean): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => write(isLast)).catch(lose);
    return writing;
  };

  const flushLater = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      flush(false)
        .then(() => {
          if (!isLost && filled.size > 0) flushLater();
        })
        .catch(lose);
    }, FLUSH_AFTER_MS);
  };

  return {
    async add(source, text) {
      if (isLost || isFull) return;
      if (totalBytes + waitingChars > LIMITS.runOutputLogBytesMax) {
        isFull = true;
        put(streamOf(source), LIMIT_NOTE);
        return flushLater();
      }
      put(streamOf(source), text);
      waitingChars += text.length;
      if (waitingChars > WAITING_CHARS_MAX) return flush(false);
      flushLater();
    },
    close: () => flush(true),
  };
}

const NOT_STORED = "[output couldn't be stored]\n";
const LIMIT_NOTE = `\n[log limit of ${LIMITS.runOutputLogBytesMax / 1024 ** 2} MiB reached (runOutputLogBytesMax); further output is discarded]\n`;

async function* oneChunk(text: string) {
  yield Buffer.from(text);
}
