import { LIMITS } from "@millrace/core";
import type { RunFence } from "@millrace/core/run";
import { segment } from "../values/value-keys";
import { LineBuffer, type Piece } from "./line-buffer";
import type { ExecutionRuns, LogObjects, NewLogChunk } from "./ports";
import { retryDuringOutage } from "./retry-during-outage";
import type { Mask } from "./secret-mask";

export type OutputSource = {
  /** `""` = not attributed to a step. */
  readonly step: string;
  readonly stepAttempt: number;
  readonly stream: "stdout" | "stderr";
};

export type OutputLogOptions = {
  readonly runs: Pick<ExecutionRuns, "appendLogChunks">;
  readonly objects: LogObjects;
  readonly orgId: string;
  readonly runId: string;
  readonly fence: RunFence;
  readonly mask: Mask;
  readonly outageMs: number;
  readonly onLost: (error?: unknown) => void;
};

export type OutputLog = {
  /** Settles at once while there is room. */
  add(source: OutputSource, text: string): Promise<void>;
  /** Stores everything, unfinished lines too. */
  close(): Promise<void>;
};

/** From the first text to its being stored: short enough to be live, long enough to gather lines. */
const FLUSH_AFTER_MS = 60;
/** A line that is not finished is shown after so many flushes in a row (a progress bar, a prompt). */
const REST_AFTER_FLUSHES = 10;
/** Larger pieces go to object storage, and only their place into the database. */
const TEXT_BYTES_MAX = 32 * 1024;
const WAITING_CHARS_MAX = 4 * 1024 * 1024;

type Stream = { readonly source: OutputSource; readonly lines: LineBuffer; bytes: number; quietFlushes: number };

/** Keeps the output of a run: per step and stream, in pieces, in the order in which it was written. */
export function outputLog(options: OutputLogOptions): OutputLog {
  const { orgId, runId, fence } = options;
  const streams = new Map<string, Stream>();
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
    const stream = streams.get(key) ?? { source, lines: new LineBuffer(options.mask), bytes: 0, quietFlushes: 0 };
    streams.set(key, stream);
    return stream;
  };

  const chunkOf = async (stream: Stream, piece: Piece): Promise<NewLogChunk> => {
    const startByte = stream.bytes;
    stream.bytes += piece.bytes;
    const place = { ...stream.source, startByte, endByte: stream.bytes, lines: piece.lines };
    if (piece.bytes <= TEXT_BYTES_MAX) return { ...place, text: piece.text };
    const { step, stepAttempt, stream: name } = stream.source;
    const object = `${orgId}/logs/${runId}/${fence.attempt}/${segment(step || "-")}/${stepAttempt}/${name}-${startByte}`;
    await options.objects.put(object, oneChunk(piece.text));
    return { ...place, object };
  };

  const write = async (isLast: boolean): Promise<void> => {
    const pieces: [Stream, Piece][] = [];
    for (const stream of streams.values()) {
      const showRest = isLast || ++stream.quietFlushes >= REST_AFTER_FLUSHES;
      if (showRest) stream.quietFlushes = 0;
      const piece = stream.lines.take(showRest);
      if (piece !== undefined) pieces.push([stream, piece]);
    }
    waitingChars = 0;
    if (pieces.length === 0 || isLost) return;
    totalBytes += pieces.reduce((sum, [, piece]) => sum + piece.bytes, 0);
    try {
      const chunks = await Promise.all(pieces.map(([stream, piece]) => chunkOf(stream, piece)));
      const isKept = await retryDuringOutage(options.outageMs, () =>
        options.runs.appendLogChunks(orgId, runId, fence, chunks),
      );
      if (!isKept) lose();
    } catch (error) {
      lose(error);
    }
  };

  const flush = (isLast: boolean): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => write(isLast));
    return writing;
  };

  const flushLater = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush(false).then(() => {
        if (!isLost && [...streams.values()].some((stream) => stream.lines.hasRest)) flushLater();
      });
    }, FLUSH_AFTER_MS);
  };

  return {
    async add(source, text) {
      if (isLost || isFull) return;
      if (totalBytes + waitingChars > LIMITS.runOutputLogBytesMax) {
        isFull = true;
        const limit = `${LIMITS.runOutputLogBytesMax / 1024 ** 2} MiB`;
        streamOf(source).lines.add(
          `\n[log limit of ${limit} reached (runOutputLogBytesMax); further output is discarded]\n`,
        );
        return flushLater();
      }
      streamOf(source).lines.add(text);
      waitingChars += text.length;
      if (waitingChars > WAITING_CHARS_MAX) return flush(false);
      flushLater();
    },
    close: () => flush(true),
  };
}

async function* oneChunk(text: string) {
  yield Buffer.from(text);
}
