"use client";
import { ownValue } from "@millrace/core/own";
import type { PartitionSet } from "@millrace/core/partitions";
import { parseAsInteger, parseAsJson, parseAsString, useQueryStates } from "nuqs";
import { z } from "zod";

export const ROWS_PER_PAGE = 50;

const Fixed = z.record(z.string(), z.string());
const parsers = {
  rows: parseAsString,
  columns: parseAsString,
  fixed: parseAsJson(Fixed).withDefault({}),
  row: parseAsString,
  from: parseAsInteger.withDefault(0),
};

/** The two dimensions a matrix shows, the keys of the others, and the focused row, stored in the URL. */
export function useMatrixAxes(set: PartitionSet) {
  const [state, change] = useQueryStates(parsers);
  const dimensions = set.dimensions ?? [];
  const bySize = dimensions.toSorted((a, b) => b.set.size - a.set.size);
  const known = (name: string | null) => dimensions.find((it) => it.name === name);
  const columns = known(state.columns) ?? bySize[0];
  const rows = known(state.rows === columns?.name ? null : state.rows) ?? bySize.find((it) => it !== columns);
  const others = dimensions.filter((it) => it !== rows && it !== columns);
  const fixed = Object.fromEntries(
    others.map(({ name, set: own }) => {
      const chosen = ownValue(state.fixed, name);
      return [name, chosen !== undefined && own.indexOf(chosen) >= 0 ? chosen : own.keyAt(own.size - 1)];
    }),
  );
  return {
    rows,
    columns,
    others,
    fixed,
    from: state.from,
    row: state.row,
    /** Changing the axes focuses the first row. */
    setAxes: (axes: { rows?: string; columns?: string; fixed?: Record<string, string> }) =>
      void change({ ...axes, row: null, from: 0 }),
    setRow: (row: string) => void change({ row }),
    setFrom: (from: number) => void change({ from, row: null }),
  };
}
