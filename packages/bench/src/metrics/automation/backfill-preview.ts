import { type BackfillAsset, createBackfill, planBackfill, runCount } from "@millrace/core/backfills";
import type { PartitionsSpec } from "@millrace/core/manifest";
import { normalizeIntervals, partitionSet } from "@millrace/core/partitions";
import { measure } from "../../measure";
import { atMost, durations } from "../../metric";
import type { Metric } from "../../report";

const SAMPLES = 30;
const NOW = "2026-06-15T00:00";
const HOURS: PartitionsSpec = { kind: "hourly", start: "1997-12-10", timeZone: "Europe/London" };
const DAYS: PartitionsSpec = { kind: "daily", start: "1997-12-10", timeZone: "Europe/London" };

/** Measures the preview of a backfill: two assets of 250,000 hours, every 500th of them done, and days downstream. */
export async function backfillPreview(): Promise<Metric> {
  const preview = () => {
    const orders = hourly("orders", [], 1);
    const visits = hourly("visits", ["orders"], 24);
    const days = partitionSet(DAYS, { now: NOW });
    const daily: BackfillAsset = {
      key: "daily",
      deps: [{ asset: "visits" }],
      partitions: days,
      targets: [[0, days.size - 1]],
      partitionsPerRunMax: Number.POSITIVE_INFINITY,
    };
    const { waves } = planBackfill(createBackfill([orders, visits, daily]));
    const runs = waves.flat().reduce((total, batch) => total + runCount(batch), 0);
    if (runs < 240_000) throw new Error(`The backfill has only ${runs} runs`);
  };
  const samples = await measure(SAMPLES, async () => preview());
  const named = { id: "backfill-preview", name: "preview of 500,000 backfill targets", target: "p95 ≤ 500 ms" };
  return durations(named, samples, atMost("p95", 500));
}

function hourly(key: string, deps: readonly string[], partitionsPerRunMax: number): BackfillAsset {
  const partitions = partitionSet(HOURS, { now: NOW });
  const ends = Array.from({ length: Math.ceil(partitions.size / 500) }, (_, n) => n * 500);
  const targets = normalizeIntervals(ends.map((at) => [at, Math.min(at + 498, partitions.size - 1)]));
  return { key, deps: deps.map((asset) => ({ asset })), partitions, targets, partitionsPerRunMax };
}
