import type { SensorResult } from "@millrace/sdk";

type Changes = NonNullable<SensorResult<unknown, unknown>["partitions"]>;

/** Changes of dynamic sets by several calls, one after the other: what came last counts for a key. */
export function mergedChanges(changes: readonly Changes[]): Changes | undefined {
  if (changes.length <= 1) return changes[0];
  const keys = new Map<string, Map<string, "add" | "remove">>();
  for (const [set, { add = [], remove = [] }] of changes.flatMap((one) => Object.entries(one))) {
    const last = keys.get(set) ?? new Map<string, "add" | "remove">();
    for (const key of add) last.set(key, "add");
    for (const key of remove) last.set(key, "remove");
    keys.set(set, last);
  }
  const of = (last: ReadonlyMap<string, string>, change: string): string[] =>
    [...last].flatMap(([key, what]) => (what === change ? [key] : []));
  return Object.fromEntries(
    [...keys].map(([set, last]) => [set, { add: of(last, "add"), remove: of(last, "remove") }]),
  );
}
