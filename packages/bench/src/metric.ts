import { type Samples, summarize } from "./measure";
import type { Metric } from "./report";

type Named = Pick<Metric, "id" | "name" | "target"> & { readonly note?: string };

/** A metric of durations; `isOk` judges its summary. */
export function durations(named: Named, samples: Samples, isOk: (summary: Metric) => boolean): Metric {
  const metric = { ...named, unit: "ms", ...summarize(samples), ok: false } as const;
  return { ...metric, ok: isOk(metric) };
}

/** A metric of another kind, a throughput say, that was measured a few times: its median stands in `p50`. */
export function medians(
  named: Named & Pick<Metric, "unit">,
  samples: Samples,
  isOk: (median: number) => boolean,
): Metric {
  const summary = summarize(samples);
  return { ...named, ...summary, ok: isOk(summary.p50) };
}

export const atMost =
  (key: "p50" | "p95" | "p99", limit: number) =>
  (summary: Metric): boolean =>
    summary[key] <= limit;
