import type { Interval } from "./intervals";
import { PARTITION_STATUSES, type PartitionStatus } from "./statuses";

type Marked = { readonly status: Exclude<PartitionStatus, "missing">; readonly interval: Interval };
type Run = { readonly status: PartitionStatus; readonly interval: Interval };

/**
 * The numbers from 0 to `size` as runs of one status: walks over the places where any interval begins or ends and
 * merges neighbors that come out the same. Where intervals overlap, the later of `PARTITION_STATUSES` shows.
 */
export function sweep(size: number, marked: readonly Marked[]): Run[] {
  const changes = marked.flatMap(({ status, interval: [first, last] }) => [
    { at: first, status, delta: 1 },
    { at: last + 1, status, delta: -1 },
  ]);
  changes.sort((a, b) => a.at - b.at);

  const open = { materialized: 0, failed: 0, inProgress: 0 };
  const top = (): PartitionStatus => PARTITION_STATUSES.findLast((it) => it !== "missing" && open[it] > 0) ?? "missing";

  const runs: Run[] = [];
  const close = (first: number, end: number): void => {
    if (first >= end) return;
    const status = top();
    const previous = runs.at(-1);
    if (previous?.status === status) runs[runs.length - 1] = { status, interval: [previous.interval[0], end - 1] };
    else runs.push({ status, interval: [first, end - 1] });
  };

  let position = 0;
  for (const { at, status, delta } of changes) {
    close(position, at);
    position = at;
    open[status] += delta;
  }
  close(position, size);
  return runs;
}
