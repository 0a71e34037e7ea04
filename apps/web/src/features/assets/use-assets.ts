"use client";
import { DEFAULT_GROUP } from "@millrace/core/selection";
import { formatRelative, useNow } from "@millrace/ui";
import type { LineageNode, LineageState } from "@millrace/ui/lineage";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { assetStatus, failedPartitionsText } from "./asset-status";

export type GraphAsset = Outputs["asset"]["graph"]["assets"][number];
const STATUS_KEYS_MAX = 100;

/** A deployment's asset graph. It changes with pushes, not with runs. */
export function useAssetGraph() {
  const trpc = useTRPC();
  const { scope } = useScope();
  return useQuery(trpc.asset.graph.queryOptions(scope, { staleTime: 60_000 }));
}

/** Statuses of assets, fetched in batches and kept fresh by live events. Null: never materialized; absent: loading. */
export function useAssetStates(keys: readonly string[]) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const batches = useMemo(() => {
    const sorted = [...keys].sort();
    return Array.from({ length: Math.ceil(sorted.length / STATUS_KEYS_MAX) }, (_, index) =>
      sorted.slice(index * STATUS_KEYS_MAX, (index + 1) * STATUS_KEYS_MAX),
    );
  }, [keys]);
  return useQueries({
    queries: batches.map((batch) => trpc.asset.status.queryOptions({ ...scope, keys: batch }, { staleTime: 10_000 })),
    combine: (results) =>
      new Map(results.flatMap(({ data }, index) => (data && batches[index] ? statesOf(batches[index], data) : []))),
  });
}

type AssetState = Outputs["asset"]["status"][number];

function statesOf(keys: readonly string[], found: readonly AssetState[]): (readonly [string, AssetState | null])[] {
  const byKey = new Map(found.map((state) => [state.key, state]));
  return keys.map((key) => [key, byKey.get(key) ?? null]);
}

/** Converts graph assets for the lineage view. */
export function toLineageNodes(assets: readonly GraphAsset[]): LineageNode[] {
  return assets.map((asset) => ({
    id: asset.key,
    label: asset.key,
    group: asset.group || DEFAULT_GROUP,
    kinds: asset.kinds,
    external: asset.external,
    deps: asset.deps,
  }));
}

/** A status and a note for each asset in the lineage view. */
export function useLineageStates(keys: readonly string[]): ReadonlyMap<string, LineageState> {
  const states = useAssetStates(keys);
  const now = useNow("slow");
  return useMemo(
    () =>
      new Map(
        [...states].map(([key, state]) => {
          const status = assetStatus(state);
          const at = status === "FAILURE" ? state?.lastFailedAt : state?.lastMaterializedAt;
          const failed = failedPartitionsText(state?.failedPartitions ?? 0);
          const note = failed ?? (at && now > 0 ? formatRelative(at.getTime(), now) : undefined);
          return [key, { status, ...(note ? { note } : {}) }];
        }),
      ),
    [states, now],
  );
}
