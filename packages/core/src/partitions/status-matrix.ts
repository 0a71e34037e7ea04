import { isDomainError } from "../errors";
import { ownValue } from "../own";
import { type Interval, within } from "./intervals";
import { partitionsError } from "./partition-error";
import type { Dimension, PartitionSet } from "./partition-set";
import { intervalsInRange, requireIndex } from "./ranges";
import type { StatusRange } from "./statuses";
import { noCounts, type PartitionStatus } from "./statuses";
import { sweep } from "./sweep-status";

/** Two dimensions side by side, and the key of each other one. */
export type MatrixAxes = {
  readonly rows: string;
  readonly columns: string;
  readonly fixed: Readonly<Record<string, string>>;
};

/** A row of a matrix: runs of neighboring columns with one status, by the columns' numbers. */
export type MatrixRow = {
  readonly key: string;
  readonly counts: Readonly<Record<PartitionStatus, number>>;
  readonly segments: readonly { readonly status: PartitionStatus; readonly first: number; readonly last: number }[];
};

/** Some rows of a matrix over two dimensions of a set. The cost is that of the recorded ranges and the rows. */
export function statusMatrix(
  set: PartitionSet,
  recorded: readonly StatusRange[],
  { rows, columns, fixed }: MatrixAxes,
  page: { readonly from: number; readonly count: number },
): MatrixRow[] {
  const rowSet = dimensionOf(set, rows).set;
  const columnSet = dimensionOf(set, columns).set;
  if (rows === columns) throw partitionsError("Choose two different dimensions for rows and columns.");
  const chosen = new Map(
    (set.dimensions ?? [])
      .filter(({ name }) => name !== rows && name !== columns)
      .map((dimension) => [dimension.name, requireIndex(dimension.set, ownValue(fixed, dimension.name) ?? "")]),
  );
  const end = Math.min(rowSet.size, page.from + page.count);
  const marked = Array.from({ length: Math.max(0, end - page.from) }, (): Marked[] => []);
  for (const range of recorded) {
    const parts = partsOf(set, range);
    if (!parts) continue;
    const isHere = [...chosen].every(([name, index]) =>
      parts.get(name)?.some(([first, last]) => first <= index && index <= last),
    );
    if (!isHere) continue;
    for (const [first, last] of within(parts.get(rows) ?? [], end)) {
      for (let row = Math.max(first, page.from); row <= last; row += 1) {
        for (const interval of parts.get(columns) ?? [])
          marked[row - page.from]?.push({ status: range.status, interval });
      }
    }
  }
  return marked.map((row, at) => toRow(rowSet.keyAt(page.from + at), columnSet.size, row));
}

type Marked = Parameters<typeof sweep>[1][number];

function toRow(key: string, size: number, marked: readonly Marked[]): MatrixRow {
  const counts = noCounts();
  const segments = sweep(size, marked).map(({ status, interval: [first, last] }) => {
    counts[status] += last - first + 1;
    return { status, first, last };
  });
  return { key, counts, segments };
}

function dimensionOf({ dimensions = [] }: PartitionSet, name: string): Dimension {
  const found = dimensions.find((dimension) => dimension.name === name);
  if (found) return found;
  throw partitionsError(
    `No dimension named "${name}". Available: ${dimensions.map((it) => it.name).join(", ") || "none"}.`,
  );
}

/** A range's numbers in each dimension; undefined when the definition no longer has its ends. */
function partsOf(set: PartitionSet, { from, to }: StatusRange): Map<string, readonly Interval[]> | undefined {
  const [froms, tos] = [from.split("|"), to.split("|")];
  try {
    return new Map(
      (set.dimensions ?? []).map(({ name, part, set: own }) => [
        name,
        intervalsInRange(own, { from: froms[part] ?? "", to: tos[part] ?? "" }),
      ]),
    );
  } catch (error) {
    if (isDomainError(error) && error.code === "partition_not_found") return undefined;
    throw error;
  }
}
