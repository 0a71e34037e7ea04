import { AssetStateDetail, StateItem, StatePage, StateReset } from "@millrace/protocol";
import { AssetRef } from "@millrace/services/assets";
import { PartitionStateRef, PartitionStatesInput, SetStateInput, type StateUseCases } from "@millrace/services/state";
import { z } from "zod";
import type { Locator } from "../../auth/locator";
import { byAsset } from "../../auth/locators";
import { route } from "../route";

const STATE = "/orgs/{org}/deployments/{deployment}/assets/{asset}/state";
const PARTITION = `${STATE}/partitions/{partition}` as const;

const Asset = { asset: AssetRef.shape.key };
const Partition = { ...Asset, partition: PartitionStateRef.shape.partition };
const Value = { value: SetStateInput.shape.value };

/** These routes name the asset's key `asset`. */
const ofAsset = (state: StateUseCases): Locator<{ asset: string }> => {
  const { where, find } = byAsset(state);
  return { where, find: (scope, deployment, { asset }) => find(scope, deployment, { key: asset }) };
};

type Entry = Awaited<ReturnType<StateUseCases["getPartition"]>>;
const toItem = ({ updatedAt, ...entry }: Entry): StateItem => ({ ...entry, updatedAt: updatedAt.toISOString() });

/** Routes of what assets keep in `ctx.state`, as a whole and by partition. */
export const stateRoutes = ({ state }: { readonly state: StateUseCases }) => [
  route({
    method: "GET",
    path: STATE,
    permission: "asset:read",
    summary: "Get asset-level state and the number of partitions with state",
    input: z.object(Asset),
    output: AssetStateDetail,
    handler: async ({ org, deployment }, { asset }) => {
      const found = await state.get(org.scope, deployment, { key: asset });
      return { asset: found.asset && toItem(found.asset), partitions: found.partitions };
    },
  }),
  route({
    method: "PUT",
    path: STATE,
    permission: "asset:state",
    location: ofAsset(state),
    summary: "Replace asset-level state",
    input: z.object({ ...Asset, ...Value }),
    output: z.void(),
    status: 204,
    handler: ({ org, deployment }, { asset, value }) => state.set(org.scope, deployment, { key: asset, value }),
  }),
  route({
    method: "DELETE",
    path: STATE,
    permission: "asset:state",
    location: ofAsset(state),
    summary: "Reset asset-level state; with `all`, also reset all partition state",
    input: z.object({
      ...Asset,
      all: z.stringbool().default(false).describe("also reset the state of all partitions"),
    }),
    output: StateReset,
    handler: ({ org, deployment }, { asset, all }) => state.reset(org.scope, deployment, { key: asset, all }),
  }),
  route({
    method: "GET",
    path: `${STATE}/partitions`,
    permission: "asset:read",
    summary: "List partition state by key in descending order (newest time window first)",
    input: z.object(Asset).extend(PartitionStatesInput.omit({ key: true }).shape),
    output: StatePage,
    handler: async ({ org, deployment }, { asset, ...query }) => {
      const page = await state.listPartitions(org.scope, deployment, { key: asset, ...query });
      return { ...page, data: page.data.map(toItem) };
    },
  }),
  route({
    method: "GET",
    path: PARTITION,
    permission: "asset:read",
    summary: "Get the state of a partition",
    input: z.object(Partition),
    output: StateItem,
    handler: async ({ org, deployment }, { asset, partition }) =>
      toItem(await state.getPartition(org.scope, deployment, { key: asset, partition })),
  }),
  route({
    method: "PUT",
    path: PARTITION,
    permission: "asset:state",
    location: ofAsset(state),
    summary: "Replace the state of a partition",
    input: z.object({ ...Partition, ...Value }),
    output: z.void(),
    status: 204,
    handler: ({ org, deployment }, { asset, partition, value }) =>
      state.set(org.scope, deployment, { key: asset, partition, value }),
  }),
  route({
    method: "DELETE",
    path: PARTITION,
    permission: "asset:state",
    location: ofAsset(state),
    summary: "Reset the state of a partition",
    input: z.object(Partition),
    output: StateReset,
    handler: ({ org, deployment }, { asset, partition }) =>
      state.reset(org.scope, deployment, { key: asset, partition, all: false }),
  }),
];
