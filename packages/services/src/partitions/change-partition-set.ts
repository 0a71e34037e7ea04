import { DomainError, didYouMeanText, LIMITS } from "@millrace/core";
import type { AuditDraft } from "@millrace/core/identity";
import {
  type ChangedSet,
  checkedPartitionKeys,
  type PartitionSetUse,
  type PartitionStore,
} from "@millrace/core/partitions";
import { z } from "zod";
import type { Scope } from "../scope";
import type { NamedDeployment } from "../viewed-deployment";
import { SetRef } from "./list-partition-sets";

const Keys = z.array(z.string()).max(LIMITS.dynamicPartitionChangesMax).default([]);
export const ChangePartitionSetInput = SetRef.extend({
  add: Keys.describe("existing keys are ignored"),
  delete: Keys.describe("also deletes partition statuses, values, and state"),
});

/** How many keys an audit entry names. */
const NAMED_MAX = 50;

/**
 * Returns the code locations that use a partition set.
 *
 * @throws {DomainError} `partition_set_not_found`
 */
export const findPartitionSetLocationIds =
  ({ partitions }: { readonly partitions: PartitionStore }) =>
  async (scope: Scope, deployment: NamedDeployment, set: string): Promise<readonly string[]> =>
    (await requireSet(partitions, scope, deployment, set)).map((use) => use.locationId);

/** Adds keys to a named set and deletes keys from it. */
export const changePartitionSet =
  ({ partitions }: { readonly partitions: PartitionStore }) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    { set, ...changes }: z.output<typeof ChangePartitionSetInput>,
  ): Promise<ChangedSet> => {
    await requireSet(partitions, scope, deployment, set);
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

/** Returns the uses of a set that something is partitioned by, or that has keys; a misspelled name creates none. */
async function requireSet(
  partitions: PartitionStore,
  { orgId }: Scope,
  deployment: NamedDeployment,
  set: string,
): Promise<readonly PartitionSetUse[]> {
  const uses = await partitions.listUses(orgId, deployment.id);
  const ofSet = uses.filter((use) => use.set === set);
  if (ofSet.length > 0) return ofSet;
  const known = new Set([
    ...uses.map((use) => use.set),
    ...(await partitions.listSizes(orgId, deployment.id)).map((it) => it.set),
  ]);
  if (known.has(set)) return [];
  throw new DomainError(
    "notFound",
    "partition_set_not_found",
    `No asset or job in ${deployment.name} uses a partition set named "${set}".${didYouMeanText(set, known)}`,
  );
}
