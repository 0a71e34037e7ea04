/** A time segment of a step. `wait` segments are hatched: the step was queued, and `label` names the queue. */
export type GanttSegment = { kind: "wait" | "run"; from: number; to: number | null; status: string; label?: string };

export type GanttRow = {
  key: string;
  label: string;
  status: string;
  segments: readonly GanttSegment[];
};

export type GanttScale = { start: number; end: number; ticks: readonly { at: number; label: string }[] };

const STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 3e4, 6e4, 3e5, 6e5, 1.8e6, 3.6e6, 1.08e7, 2.16e7, 8.64e7,
];

/** Returns the scale that fits all segments, with up to six round ticks. An open segment extends to `now`. */
export function ganttScale(rows: readonly GanttRow[], now: number, origin?: number): GanttScale {
  const starts = rows.flatMap((row) => row.segments.map((segment) => segment.from));
  const ends = rows.flatMap((row) => row.segments.map((segment) => segment.to ?? now));
  const start = Math.min(origin ?? Number.POSITIVE_INFINITY, minOf(starts));
  const from = Number.isFinite(start) ? start : now;
  const end = Math.max(from + 1, maxOf(ends));
  const step = STEPS_MS.find((candidate) => (end - from) / candidate <= 6) ?? (end - from) / 6;
  const ticks = [];
  for (let offset = 0; offset <= end - from; offset += step)
    ticks.push({ at: from + offset, label: tickLabel(offset) });
  return { start: from, end, ticks };
}

const minOf = (values: readonly number[]) =>
  values.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY);
const maxOf = (values: readonly number[]) =>
  values.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);

function tickLabel(ms: number): string {
  if (ms === 0) return "0";
  if (ms < 1_000) return `${ms}ms`;
  if (ms < 60_000) return `${ms / 1_000}s`;
  if (ms < 3_600_000) return `${ms / 60_000}m`;
  return `${Math.round((ms / 3_600_000) * 10) / 10}h`;
}

/** Returns the position of a segment in percent of the scale. */
export function segmentBox(scale: GanttScale, segment: GanttSegment, now: number): { left: number; width: number } {
  const span = scale.end - scale.start;
  const left = ((segment.from - scale.start) / span) * 100;
  return { left, width: Math.max(0, (((segment.to ?? now) - segment.from) / span) * 100) };
}

/** Returns the time spent running, across all attempts. */
export function runningMs(row: GanttRow, now: number): number {
  return row.segments
    .filter((segment) => segment.kind === "run")
    .reduce((sum, segment) => sum + ((segment.to ?? now) - segment.from), 0);
}
