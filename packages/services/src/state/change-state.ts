import { DomainError, LIMITS } from "@millrace/core";
import type { AssetDefinition } from "@millrace/core/assets";
import { dynamicSetsOf, partitionSet } from "@millrace/core/partitions";
import type { ResetTarget, StateEdit } from "@millrace/core/state";
import { StateValues, stateBytes } from "@millrace/protocol";
import { z } from "zod";
import { AssetRef } from "../assets/asset-page";
import type { Scope } from "../scope";
import type { NamedDeployment } from "../viewed-deployment";
import { findAsset, PartitionKey, type StateDeps } from "./read-state";

const Partition = { partition: PartitionKey.optional().describe("omit for asset-level state") };

export const SetStateInput = AssetRef.extend({
  ...Partition,
  value: StateValues.refine((value) => stateBytes(value) <= LIMITS.stateBytesMax, {
    error: `must be at most ${LIMITS.stateBytesMax} bytes of JSON (stateBytesMax)`,
  }).describe("the value that `state` reads in the next run"),
});

export const ResetStateInput = AssetRef.extend({
  ...Partition,
  all: z.boolean().default(false).describe("of the asset as a whole and of all its partitions"),
}).refine(({ all, partition }) => !all || partition === undefined, {
  error: "specify either a partition or all",
  path: ["all"],
});

type ChangeDeps = StateDeps & { readonly clock: { now(): Date } };

/** Replaces what an asset or one of its partitions keeps in `state`. The audit log tells what it was before. */
export const setState =
  ({ assets, state, clock }: ChangeDeps) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    { key, partition, value }: z.output<typeof SetStateInput>,
  ): Promise<void> => {
    const asset = await findAsset(assets, scope, deployment, key);
    if (partition !== undefined) await assertPartitionExists({ assets, clock }, scope, deployment, asset, partition);
    const edit = await state.set(scope.orgId, { deploymentId: deployment.id, asset: key }, partition ?? null, {
      value,
      by: scope.actor.name,
      audit: (before) => ({
        actor: scope.actor,
        action: "asset.stateSet",
        target: `${deployment.name}: ${key}`,
        details: { ...(partition === undefined ? {} : { partition }), before, after: value },
      }),
    });
    changed(edit, key);
  };

/** Forgets what an asset, one of its partitions, or all of both keep. Returns of how many there was something. */
export const resetState =
  ({ assets, state }: StateDeps) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    { key, partition, all }: z.output<typeof ResetStateInput>,
  ): Promise<{ entries: number }> => {
    await findAsset(assets, scope, deployment, key);
    const target: ResetTarget = all ? "all" : { partition: partition ?? null };
    const edit = await state.reset(
      scope.orgId,
      { deploymentId: deployment.id, asset: key },
      target,
      (before, entries) => ({
        actor: scope.actor,
        action: "asset.stateReset",
        target: `${deployment.name}: ${key}`,
        details: all ? { all, entries } : { ...(partition === undefined ? {} : { partition }), before },
      }),
    );
    return { entries: changed(edit, key) };
  };

async function assertPartitionExists(
  { assets, clock }: Pick<ChangeDeps, "assets" | "clock">,
  { orgId }: Scope,
  deployment: NamedDeployment,
  { key, data }: AssetDefinition,
  partition: string,
): Promise<void> {
  const spec = data.partitions;
  if (!spec) {
    throw new DomainError("invalid", "partition_unexpected", `Asset "${key}" isn't partitioned. Remove the partition.`);
  }
  const dynamicKeys = await assets.listDynamicKeys(orgId, deployment.id, dynamicSetsOf(spec));
  if (partitionSet(spec, { now: clock.now().getTime(), dynamicKeys }).indexOf(partition) >= 0) return;
  throw new DomainError("invalid", "partition_not_found", `Asset "${key}" has no partition "${partition}".`);
}

function changed(edit: StateEdit, key: string): number {
  if (edit.kind === "changed") return edit.entries;
  throw new DomainError(
    "conflict",
    "asset_running",
    `Run ${edit.runId} is using the state of "${key}" and would overwrite your change. Wait for it to finish or cancel it.`,
  );
}
