type TimedRun = { id: string; status: string; createdAt: Date; startedAt: Date | null; endedAt: Date | null };

/** Overlapping runs drawn as one block; `run` is the one with the worst status, the newest if equal. */
export type TimelineBlock<R> = { run: R; count: number; left: number; width: number };

const WORST_FIRST = ["FAILURE", "STARTED", "STARTING", "CANCELING", "QUEUED", "CANCELED"];
const rank = (status: string) => (WORST_FIRST.includes(status) ? WORST_FIRST.indexOf(status) : WORST_FIRST.length);
const MIN_WIDTH = 0.9;

/** The blocks of one row, in percent of the span from `start` to `end`. A failure is never hidden behind a success. */
export function timelineBlocks<R extends TimedRun>(
  runs: readonly R[],
  { start, end }: { start: number; end: number },
): TimelineBlock<R>[] {
  const at = (time: number) => Math.min(100, Math.max(0, ((time - start) / (end - start)) * 100));
  const placed = runs
    .map((run) => {
      const left = Math.min(100 - MIN_WIDTH, at((run.startedAt ?? run.createdAt).getTime()));
      return { run, left, right: Math.max(left + MIN_WIDTH, at(run.endedAt?.getTime() ?? end)) };
    })
    .sort((a, b) => a.left - b.left || a.right - b.right);
  const blocks: TimelineBlock<R>[] = [];
  for (const { run, left, right } of placed) {
    const last = blocks.at(-1);
    if (!last || left > last.left + last.width) {
      blocks.push({ run, count: 1, left, width: right - left });
      continue;
    }
    last.count++;
    last.width = Math.max(last.width, right - last.left);
    if (rank(run.status) <= rank(last.run.status)) last.run = run;
  }
  return blocks;
}

/** Round instants within the span: whole hours, or minutes when it is short. At most seven. */
export function timelineTicks(start: number, end: number): number[] {
  const step = [10, 20, 60, 120, 240].map((minutes) => minutes * 60_000).find((each) => (end - start) / each <= 7);
  const every = step ?? (end - start) / 6;
  const first = Math.ceil(start / every) * every;
  return Array.from({ length: Math.floor((end - first) / every) + 1 }, (_, index) => first + index * every);
}
