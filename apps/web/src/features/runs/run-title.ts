type Titled = {
  job: string | null;
  selection: string | null;
  assetKeys: readonly string[];
  assetCount?: number;
};

/** What a run is about, in few words: its job, else its assets by name when they are few, else how many they are. */
export function runTitle(run: Titled): string {
  if (run.job) return run.job;
  const count = run.assetCount ?? run.assetKeys.length;
  if (count === 0) return run.selection ?? "run";
  if (count <= 3) return run.assetKeys.join(", ");
  return run.selection === "*" ? `All ${count} assets` : `${count} assets`;
}

/** The selection that was asked for, where the title does not say it already. */
export function runSelection(run: Titled): string | null {
  if (run.job || !run.selection || run.selection === "*") return null;
  return (run.assetCount ?? run.assetKeys.length) > 3 ? run.selection : null;
}
