import type { MetricPoint } from "@millrace/ui";
import { metadataEntries } from "../../metadata/metadata-entry";

export type MetricSeries = {
  readonly name: string;
  readonly points: readonly MetricPoint[];
  readonly format: (value: number) => string;
};

/** Numeric metadata of an asset's materializations as time series. */
export function seriesOf(
  materializations: readonly { readonly at: Date; readonly runId: string; readonly metadata: unknown }[],
  runPath: (runId: string) => string,
): MetricSeries[] {
  const series = new Map<string, { points: MetricPoint[]; format: MetricSeries["format"] }>();
  for (const { at, runId, metadata } of materializations) {
    for (const { name, view } of metadataEntries(metadata)) {
      if (view.kind !== "number") continue;
      const own = series.get(name) ?? { points: [], format: view.format };
      own.points.push({ at: at.getTime(), value: view.value, href: runPath(runId) });
      series.set(name, own);
    }
  }
  return [...series].map(([name, own]) => ({ name, ...own }));
}
