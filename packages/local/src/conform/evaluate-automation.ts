import {
  type AssetFacts,
  type AssetUpdate,
  automationGraph,
  ConditionSpec,
  evaluateAutomation,
  NO_MEMORY,
  type StoredSubset,
} from "@millrace/core/automation";
import { parseLocal } from "@millrace/core/cron";
import { type PartitionMapping, PartitionsSpec } from "@millrace/core/manifest";
import { keysInRanges, partitionSet } from "@millrace/core/partitions";
import { z } from "zod";

export const EvaluateAutomation = z.object({
  assets: z.array(
    z.object({
      key: z.string(),
      deps: z.array(z.string()).default([]),
      partitions: PartitionsSpec.optional(),
      condition: ConditionSpec.optional(),
    }),
  ),
  evaluations: z.array(
    z.object({
      now: z.string(),
      events: z
        .array(
          z.object({
            type: z.literal("materialized"),
            asset: z.string(),
            partition: z.string().optional(),
            at: z.string(),
          }),
        )
        .default([]),
    }),
  ),
});

/** Evaluates one pass after another, and returns what each requests: partition keys, or `true` for an unpartitioned asset. */
export function requestsOf({ assets, evaluations }: z.infer<typeof EvaluateAutomation>): Record<string, unknown>[] {
  const specs = new Map(assets.map(({ key, partitions }) => [key, partitions]));
  const graph = automationGraph(
    assets.map((asset) => ({
      ...asset,
      deps: asset.deps.map((key) => ({ asset: key, mapping: mappingOf(specs.get(key), asset.partitions) })),
    })),
  );
  const materialized = new Map<string, Set<string | undefined>>();
  let memory = NO_MEMORY;
  return evaluations.map(({ now, events }) => {
    const updates = new Map<string, AssetUpdate[]>();
    for (const { asset, partition, at } of events) {
      updates.set(asset, [...(updates.get(asset) ?? []), { partition, at: parseLocal(at) }]);
      materialized.set(asset, (materialized.get(asset) ?? new Set()).add(partition));
    }
    const facts = (key: string): AssetFacts => ({
      updates: updates.get(key) ?? [],
      materialized: storedKeys(materialized.get(key)),
    });
    const result = evaluateAutomation(graph, memory, { now: parseLocal(now), facts });
    memory = result.memory;
    return Object.fromEntries(
      Array.from(result.requests, ([key, requested]) => [key, keysOf(specs.get(key), requested, parseLocal(now))]),
    );
  });
}

/** Cases have the default of Dagster: partitions of different kinds map by their keys. Those of Millrace map to all. */
function mappingOf(upstream: PartitionsSpec | undefined, downstream: PartitionsSpec | undefined) {
  const isList = (spec: PartitionsSpec): boolean => spec.kind === "static" || spec.kind === "dynamic";
  return upstream && downstream && (isList(upstream) || isList(downstream)) ? IDENTITY : undefined;
}

const IDENTITY: PartitionMapping = { kind: "identity" };

function storedKeys(keys: ReadonlySet<string | undefined> = new Set()): StoredSubset {
  if (keys.has(undefined)) return true;
  return [...keys].map((key) => ({ from: key as string, to: key as string }));
}

function keysOf(spec: PartitionsSpec | undefined, requested: StoredSubset, now: number): true | string[] {
  if (requested === true || !spec) return true;
  return [...keysInRanges(partitionSet(spec, { now }), requested)].sort();
}
