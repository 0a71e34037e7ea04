import {
  DomainError,
  type PartitionSet,
  type PartitionStatus,
  type PartitionsSpec,
  partitionSet,
  partitionStatus,
  type StatusRange,
  type StatusSegment,
} from "@millrace/core";
import type { z } from "zod";
import type { Scope } from "../scope";
import { type AssetRef, requireAsset } from "./asset-page";
import type { AssetReader } from "./ports";

/** Segments that one answer carries; a set that alternates more often is cut off, its counts are not. */
const SEGMENTS_MAX = 2_000;

export type AssetPartitions = {
  readonly spec: PartitionsSpec;
  /** The moment that decides which partitions exist, in epoch milliseconds. */
  readonly now: number;
  readonly size: number;
  readonly latest: string | null;
  readonly counts: Readonly<Record<PartitionStatus, number>>;
  readonly segments: readonly StatusSegment[];
  /** Segments that were left out. */
  readonly segmentsLeft: number;
  /** Of dynamic partitions: the keys that are known. */
  readonly dynamicKeys: Readonly<Record<string, readonly string[]>>;
};

type Deps = { readonly assets: AssetReader; readonly clock: { now(): Date } };
type Place = { readonly id: string; readonly name: string };

/** The status of an asset's partitions as counts and segments. Its keys are never listed, however many there are. */
export const getAssetPartitions =
  ({ assets, clock }: Deps) =>
  async (scope: Scope, deployment: Place, { key }: z.output<typeof AssetRef>): Promise<AssetPartitions> => {
    const asset = requireAsset(await assets.listDefinitions(scope.orgId, deployment.id), key, deployment);
    const spec = asset.data.partitions;
    if (!spec) throw new DomainError("notFound", "not_partitioned", `The asset "${key}" has no partitions`);
    const place = { deploymentId: deployment.id, asset: key };
    const [recorded, running] = await Promise.all([
      assets.listPartitionRanges(scope.orgId, place),
      assets.listPartitionsInProgress(scope.orgId, place),
    ]);
    const now = clock.now().getTime();
    const dynamicKeys = spec.kind === "dynamic" ? { [spec.name]: keysOf(recorded) } : {};
    const set = partitionSet(spec, { now, dynamicKeys });
    const inProgress = running.map(
      (partition): StatusRange => ({ from: partition, to: partition, status: "inProgress" }),
    );
    const { counts, segments } = partitionStatus(set, [...recorded, ...inProgress]);
    return {
      spec,
      now,
      size: set.size,
      latest: latestOf(set),
      counts,
      segments: segments.slice(0, SEGMENTS_MAX),
      segmentsLeft: Math.max(0, segments.length - SEGMENTS_MAX),
      dynamicKeys,
    };
  };

const latestOf = (set: PartitionSet): string | null => (set.size === 0 ? null : set.keyAt(set.size - 1));

const keysOf = (recorded: readonly StatusRange[]): readonly string[] => [...new Set(recorded.map((it) => it.from))];
