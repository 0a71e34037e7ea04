import { DomainError, didYouMeanText, LIMITS } from "@millrace/core";
import type { AuditDraft } from "@millrace/core/identity";
import { checkedPartitionKeys } from "@millrace/core/partitions";
import { z } from "zod";
import type { Scope } from "../scope";
import { permissionMissing, type ViewedDeployment } from "../viewed-deployment";
import { type Place, SetRef } from "./list-partition-sets";
import type { ChangedSet, PartitionSetUse, PartitionStore } from "./ports";

const Keys = z.array(z.string()).max(LIMITS.dynamicPartitionChangesMax).default([]);
export const ChangePartitionSetInput = SetRef.extend({
  add: Keys.describe("existing keys are ignored"),
  delete: Keys.describe("also deletes partition statuses, values, and state"),
});

/** How many keys an audit entry names. */
const NAMED_MAX = 50;

/** Adds keys to a named set and deletes keys from it. */
export const changePartitionSet =
  ({ partitions }: { readonly partitions: PartitionStore }) =>
  async (
    scope: Scope,
    deployment: ViewedDeployment<"partition:manage">,
    { set, ...changes }: z.output<typeof ChangePartitionSetInput>,
  ): Promise<ChangedSet> => {
    const uses = await partitions.listUses(scope.orgId, deployment.id);
    await requireSet(partitions, scope, deployment, set, uses);
    const places = [undefined, ...uses.filter((use) => use.set === set).map((use) => use.locationId)];
    if (!places.some((locationId) => deployment.can("partition:manage", locationId)))
      throw permissionMissing("partition:manage");
    const add = checkedPartitionKeys([...new Set(changes.add)]);
    return partitions.change(
      scope.orgId,
      deployment.id,
      set,
      { add, delete: changes.delete },
      scope.actor.name,
      (changed) => {
        checkSize(set, changed);
        if (changed.added + changed.deleted === 0) return undefined;
        return entry(scope, `${deployment.name}: ${set}`, changed, { add, delete: changes.delete });
      },
    );
  };

function checkSize(set: string, { added, size }: ChangedSet): void {
  const { dynamicPartitionsMax } = LIMITS;
  if (added === 0 || size <= dynamicPartitionsMax) return;
  throw new DomainError(
    "overLimit",
    "dynamic_partitions_max",
    `The set "${set}" would have ${size} keys, which exceeds the limit of ${dynamicPartitionsMax} (dynamicPartitionsMax). Delete some keys or split the set.`,
  );
}

function entry(
  { actor }: Scope,
  target: string,
  { added, deleted }: ChangedSet,
  keys: { readonly add: readonly string[]; readonly delete: readonly string[] },
): AuditDraft {
  return {
    actor,
    action: "partitionSet.changed",
    target,
    details: {
      ...(added > 0 ? { added, add: keys.add.slice(0, NAMED_MAX) } : {}),
      ...(deleted > 0 ? { deleted, delete: keys.delete.slice(0, NAMED_MAX) } : {}),
    },
  };
}

/** A set that something is partitioned by, or that has keys; a misspelt name makes none. */
async function requireSet(
  partitions: PartitionStore,
  { orgId }: Scope,
  deployment: Place,
  set: string,
  uses: readonly PartitionSetUse[],
): Promise<void> {
  if (uses.some((use) => use.set === set)) return;
  const known = new Set([
    ...uses.map((use) => use.set),
    ...(await partitions.listSizes(orgId, deployment.id)).map((it) => it.set),
  ]);
  if (known.has(set)) return;
  throw new DomainError(
    "notFound",
    "partition_set_not_found",
    `No asset or job in ${deployment.name} uses a partition set named "${set}".${didYouMeanText(set, known)}`,
  );
}
