import { decodeCursor, type Page, PageInput, toPage } from "@millrace/core";
import type { DynamicKey, PartitionStore } from "@millrace/core/partitions";
import { z } from "zod";
import type { Scope } from "../scope";
import type { NamedDeployment, ViewedDeployment } from "../viewed-deployment";

export const SetRef = z.object({ set: z.string().min(1).max(200).describe("name of a partition set") });
export const ListDynamicKeysInput = SetRef.extend(PageInput.shape).extend({
  search: z.string().max(200).optional().describe("a part of the key"),
});
export const PartitionChoicesInput = z.object({ sets: z.array(z.string().max(200)).max(20) });

type Deps = { readonly partitions: PartitionStore };

/** A named set of dynamic partitions, and what it partitions. */
export type PartitionSetView = {
  readonly name: string;
  readonly size: number;
  readonly lastAddedAt: Date | null;
  readonly usedBy: readonly { readonly kind: "asset" | "job"; readonly key: string }[];
  readonly capabilities: { readonly change: boolean };
};

/** The sets that something is partitioned by, or that have keys. */
export const listPartitionSets =
  ({ partitions }: Deps) =>
  async (scope: Scope, deployment: ViewedDeployment<"partition:manage">): Promise<readonly PartitionSetView[]> => {
    const [uses, sizes] = await Promise.all([
      partitions.listUses(scope.orgId, deployment.id),
      partitions.listSizes(scope.orgId, deployment.id),
    ]);
    const names = new Set([...uses, ...sizes].map((it) => it.set));
    return [...names].sort().map((name) => {
      const usedBy = uses.filter((use) => use.set === name);
      const stored = sizes.find((it) => it.set === name);
      return {
        name,
        size: stored?.size ?? 0,
        lastAddedAt: stored?.lastAddedAt ?? null,
        usedBy: usedBy.map(({ kind, key }) => ({ kind, key })),
        capabilities: {
          change: [undefined, ...usedBy.map((use) => use.locationId)].some((id) =>
            deployment.can("partition:manage", id),
          ),
        },
      };
    });
  };

/** Keys of a set in the order in which they were added. */
export const listDynamicKeys =
  ({ partitions }: Deps) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    { set, search, limit, cursor }: z.output<typeof ListDynamicKeysInput>,
  ): Promise<Page<DynamicKey>> => {
    const [afterId] = decodeCursor(cursor) ?? [];
    const rows = await partitions.listKeys(scope.orgId, deployment.id, set, {
      search: search?.trim() || undefined,
      limit: limit + 1,
      afterId: afterId === undefined ? undefined : Number(afterId),
    });
    return toPage(rows, limit, (row) => [row.id]);
  };

/** All keys of some sets: what a choice of partitions is read against. */
export const listPartitionChoices =
  ({ partitions }: Deps) =>
  (scope: Scope, deployment: NamedDeployment, { sets }: z.output<typeof PartitionChoicesInput>) =>
    partitions.keysOf(scope.orgId, deployment.id, sets);
