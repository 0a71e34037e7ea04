import { AssetPartitionStatus, ChangedSet, DynamicKeyPage, DynamicSetList } from "@millrace/protocol";
import { AssetRef, type AssetUseCases } from "@millrace/services/assets";
import { ChangePartitionSetInput, ListDynamicKeysInput, type PartitionUseCases } from "@millrace/services/partitions";
import { z } from "zod";
import { byPartitionSet } from "../../auth/locators";
import { route } from "../route";

const DEPLOYMENT = "/orgs/{org}/deployments/{deployment}";
const SETS = `${DEPLOYMENT}/partition-sets` as const;

export type PartitionRouteDeps = {
  readonly assets: Pick<AssetUseCases, "partitions">;
  readonly partitions: PartitionUseCases;
};

/** Routes of partitions. */
export const partitionRoutes = ({ assets, partitions }: PartitionRouteDeps) => [
  route({
    method: "GET",
    path: `${DEPLOYMENT}/assets/{key}/partitions`,
    permission: "asset:read",
    summary: "Get the status of an asset's partitions, as counts and ranges",
    input: AssetRef,
    output: AssetPartitionStatus,
    handler: async ({ org, deployment }, { key }) => {
      const { size, first, latest, counts, segments, left } = await assets.partitions(org.scope, deployment, { key });
      return { asset: key, size, first, latest, counts, ranges: segments, rangesLeft: left.segments };
    },
  }),
  route({
    method: "GET",
    path: SETS,
    permission: "asset:read",
    summary: "List partition sets with their sizes and the assets and jobs that use them",
    input: z.object({}),
    output: DynamicSetList,
    handler: async ({ org, deployment }) => ({
      data: (await partitions.sets(org.scope, deployment)).map(({ lastAddedAt, ...set }) => ({
        ...set,
        lastAddedAt: lastAddedAt?.toISOString() ?? null,
      })),
    }),
  }),
  route({
    method: "GET",
    path: `${SETS}/{set}/keys`,
    permission: "asset:read",
    summary: "List the keys of a partition set, oldest first",
    input: ListDynamicKeysInput,
    output: DynamicKeyPage,
    handler: async ({ org, deployment }, input) => {
      const { data, ...page } = await partitions.keys(org.scope, deployment, input);
      return { ...page, data: data.map((it) => ({ ...it, addedAt: it.addedAt.toISOString() })) };
    },
  }),
  route({
    method: "PATCH",
    path: `${SETS}/{set}`,
    permission: "partition:manage",
    location: byPartitionSet(partitions),
    summary: "Add and delete keys of a partition set in one transaction",
    input: ChangePartitionSetInput,
    output: ChangedSet,
    handler: async ({ org, deployment }, input) => ({
      set: input.set,
      ...(await partitions.change(org.scope, deployment, input)),
    }),
  }),
];
