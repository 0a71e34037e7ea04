type Titled = {
  job: string | null;
  selection: string | null;
  assetKeys: readonly string[];
  assetCount?: number;
};

/** A run's title: its job, otherwise the names of a few assets, otherwise their number. */
export function runTitle(run: Titled): string {
  if (run.job) return run.job;
  const count = run.assetCount ?? run.assetKeys.length;
  if (count === 0) return run.selection ?? "run";
  if (count <= 3) return run.assetKeys.join(", ");
  return run.selection === "*" ? `All ${count} assets` : `${count} assets`;
}

/** The launched selection, unless the title already shows it. */
export function runSelection(run: Titled): string | null {
  if (run.job || !run.selection || run.selection === "*") return null;
  return (run.assetCount ?? run.assetKeys.length) > 3 ? run.selection : null;
}
