import { isFinished, type LogChunk, type OutputSize, type RunPages } from "@millrace/core/run";
import { z } from "zod";
import type { Scope } from "../scope";
import { findRunIn } from "./list-runs";

const CHUNKS_PER_READ = 200;
const BYTES_PER_READ = 1024 * 1024;

export const RunLogInput = z.object({
  runId: z.string().max(100),
  stream: z.enum(["stdout", "stderr"]),
  step: z.string().max(1_000).optional().describe("omit for all steps"),
  attempt: z.coerce.number().int().min(1).optional().describe("of the step (omit for all)"),
  cursor: z.coerce.number().int().min(0).nullish(),
});

/** Reads whole small objects. */
export type LogTexts = { get(key: string): Promise<AsyncIterable<Uint8Array>> };

export type LogPage = {
  readonly text: string;
  /** Where to read on; null when the run has finished and everything is read. */
  readonly nextCursor: number | null;
  /** False while there is more to read at once. */
  readonly atEnd: boolean;
};

type Deps = { readonly pages: RunPages; readonly objects: LogTexts };

/** A run's output, or that of one step, from where the reader is. */
export const readRunLog =
  ({ pages, objects }: Deps) =>
  async (scope: Scope, deployment: { id: string }, input: z.output<typeof RunLogInput>): Promise<LogPage> => {
    const run = await findRunIn(pages, scope.orgId, deployment.id, input.runId);
    const afterId = input.cursor ?? 0;
    const { stream, step, attempt: stepAttempt } = input;
    const query = { stream, step, stepAttempt, afterId, limit: CHUNKS_PER_READ };
    const found = await pages.readLogChunks(scope.orgId, input.runId, query);
    const chunks = withinBytes(found);
    const texts = await Promise.all(chunks.map((chunk) => textOf(objects, chunk)));
    const atEnd = chunks.length === found.length && found.length < CHUNKS_PER_READ;
    const last = chunks.at(-1)?.id ?? afterId;
    return { text: texts.join(""), atEnd, nextCursor: atEnd && isFinished(run.status) ? null : last };
  };

/** How much each step of a run has written to each stream. */
export const readRunOutputSizes =
  ({ pages }: Pick<Deps, "pages">) =>
  async (scope: Scope, deployment: { id: string }, runId: string): Promise<readonly OutputSize[]> => {
    await findRunIn(pages, scope.orgId, deployment.id, runId);
    return pages.readOutputSizes(scope.orgId, runId);
  };

function withinBytes(chunks: readonly LogChunk[]): readonly LogChunk[] {
  let bytes = 0;
  const end = chunks.findIndex((chunk, index) => {
    bytes += chunk.endByte - chunk.startByte;
    return index > 0 && bytes > BYTES_PER_READ;
  });
  return end < 0 ? chunks : chunks.slice(0, end);
}

export async function textOf(objects: LogTexts, chunk: LogChunk): Promise<string> {
  if (chunk.text !== undefined && chunk.text !== null) return chunk.text;
  if (!chunk.object) return "";
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of await objects.get(chunk.object)) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}
