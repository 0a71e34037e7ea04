import type { SensorResult } from "@millrace/sdk";

type Changes = NonNullable<SensorResult<unknown, unknown>["partitions"]>;

/** Merges changes to partition sets from several calls. The last change of a key wins. */
export function mergedChanges(changes: readonly Changes[]): Changes | undefined {
  if (changes.length <= 1) return changes[0];
  const keys = new Map<string, Map<string, "add" | "delete">>();
  for (const [set, one] of changes.flatMap((it) => Object.entries(it))) {
    const last = keys.get(set) ?? new Map<string, "add" | "delete">();
    for (const key of one.add ?? []) last.set(key, "add");
    for (const key of one.delete ?? []) last.set(key, "delete");
    keys.set(set, last);
  }
  const of = (last: ReadonlyMap<string, string>, change: string): string[] =>
    [...last].flatMap(([key, what]) => (what === change ? [key] : []));
  return Object.fromEntries(
    [...keys].map(([set, last]) => [set, { add: of(last, "add"), delete: of(last, "delete") }]),
  );
}
