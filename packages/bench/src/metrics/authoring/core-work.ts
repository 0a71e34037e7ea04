import { admit } from "@millrace/core/admission";
import { Manifest } from "@millrace/core/manifest";
import { partitionSet, partitionStatus, type StatusRange } from "@millrace/core/partitions";
import { planRun } from "@millrace/core/plan";
import { assetGraph, selectAssets } from "@millrace/core/selection";
import { measure } from "../../measure";
import { atMost, durations } from "../../metric";
import type { Metric } from "../../report";

const SAMPLES = 30;

/** Measures pure computations whose size depends on an author or an organization. */
export async function coreWork(): Promise<Metric[]> {
  const metric = async (id: string, name: string, limitMs: number, work: () => unknown): Promise<Metric> => {
    const samples = await measure(SAMPLES, async () => work());
    return durations({ id, name, target: `p50 ≤ ${limitMs} ms` }, samples, atMost("p50", limitMs));
  };
  return [
    await metric("plan-5000", "planning a run of 5,000 assets", 100, planning(5_000)),
    await metric("partitions-500000", "status of 500,000 partitions", 50, partitions),
    await metric("select-10000", "a selection over 10,000 assets", 50, selection(10_000)),
    await metric("admit-100000", "deciding about 100,000 queued runs", 250, admission(100_000)),
  ];
}

function planning(count: number): () => unknown {
  const assets = Array.from({ length: count }, (_, n) => ({
    key: `a${n}`,
    deps: [n - 1, n - 7, n - 60].filter((at) => at >= 0).map((at) => ({ input: `a${at}`, asset: `a${at}` })),
  }));
  const checks = assets.map(({ key }) => ({ asset: key, name: "ok", blocking: true }));
  const manifest = Manifest.parse({ protocol: 1, sdkVersion: "0", assets, checks });
  return () => planRun(manifest, { kind: "selection", select: "*" });
}

/** Returns 57 years of hours, with records for every other interval. */
function partitions(): unknown {
  const spec = { kind: "hourly", start: "1969-06-01", timeZone: "America/New_York" } as const;
  const set = partitionSet(spec, { now: "2026-06-15" });
  const recorded = Array.from({ length: 1_000 }, (_, index): StatusRange => {
    const from = set.keyAt(index * 400);
    return { status: index % 3 === 0 ? "failed" : "materialized", from, to: set.keyAt(index * 400 + 200) };
  });
  return partitionStatus(set, recorded);
}

function selection(count: number): () => unknown {
  const graph = assetGraph(
    Array.from({ length: count }, (_, index) => ({
      key: `asset_${index}`,
      deps: [1, 7, 100].filter((back) => back <= index).map((back) => `asset_${index - back}`),
    })),
  );
  return () => selectAssets("sinks(+key:asset_9* and not roots(*)) or 3+key:asset_5000+3", graph);
}

function admission(count: number): () => unknown {
  const organizations = Array.from({ length: 200 }, (_, n) => ({ id: `o${n}`, concurrentRunsMax: 10 }));
  const deployments = organizations.map(({ id }) => ({ id, organizationId: id, concurrentRunsMax: -1 }));
  const queued = Array.from({ length: count }, (_, n) => ({ id: `r${n}`, deploymentId: `o${n % 200}`, tags: {} }));
  return () => admit({ organizations, deployments, inProgress: [], queued });
}
