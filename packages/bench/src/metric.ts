import { type Samples, summarize } from "./measure";
import type { Metric } from "./report";

type Named = Pick<Metric, "id" | "name" | "target"> & { readonly note?: string };

/** Returns a metric of durations. `isOk` evaluates its summary. */
export function durations(named: Named, samples: Samples, isOk: (summary: Metric) => boolean): Metric {
  const metric = { ...named, unit: "ms", ...summarize(samples), ok: false } as const;
  return { ...metric, ok: isOk(metric) };
}

/** Returns a metric of another kind, such as a throughput, measured a few times. `p50` is its median. */
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
