import { DomainError, decodeCursor, type Page, PageInput, toPage } from "@millrace/core";
import type { AssetDefinition, AssetReader } from "@millrace/core/assets";
import type { StateEntry, StateStore } from "@millrace/core/state";
import { z } from "zod";
import { AssetRef } from "../assets/asset-page";
import type { Scope } from "../scope";
import type { NamedDeployment, ViewedDeployment } from "../viewed-deployment";

export const PartitionKey = z.string().min(1).max(500);
export const PartitionStateRef = AssetRef.extend({ partition: PartitionKey });
export const PartitionStatesInput = AssetRef.extend(PageInput.shape).extend({
  search: z.string().max(500).optional().describe("a part of the partition's key, in any case"),
  cursor: z.string().max(2_000).nullish().describe("`nextCursor` of the previous page (opaque)"),
});

export type StateDeps = {
  readonly assets: Pick<AssetReader, "findDefinition" | "listDynamicKeys">;
  readonly state: StateStore;
};
export type StateViewer = ViewedDeployment<"asset:state">;

/** The asset of a key, or an error that says where it is missing. */
export async function findAsset(
  assets: StateDeps["assets"],
  { orgId }: Scope,
  deployment: NamedDeployment,
  key: string,
): Promise<AssetDefinition> {
  const asset = await assets.findDefinition(orgId, deployment.id, key);
  if (asset) return asset;
  throw new DomainError("notFound", "asset_not_found", `No asset named "${key}" in ${deployment.name}.`);
}

/** The state of an asset as a whole, and of how many partitions there is more. */
export type AssetStateOverview = {
  readonly asset: StateEntry | null;
  readonly partitions: number;
  readonly capabilities: { readonly edit: boolean };
};

export const getState =
  ({ assets, state }: StateDeps) =>
  async (scope: Scope, deployment: StateViewer, { key }: z.output<typeof AssetRef>): Promise<AssetStateOverview> => {
    const asset = await findAsset(assets, scope, deployment, key);
    const place = { deploymentId: deployment.id, asset: key };
    const [whole, partitions] = await Promise.all([
      state.find(scope.orgId, place, null),
      state.countPartitions(scope.orgId, place),
    ]);
    const edit = !asset.data.external && deployment.can("asset:state", asset.locationId);
    return { asset: whole, partitions, capabilities: { edit } };
  };

/** Partitions that have state, by key, the greatest first: of windows of time the newest. */
export const listPartitionStates =
  ({ assets, state }: StateDeps) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    { key, search, cursor, limit }: z.output<typeof PartitionStatesInput>,
  ): Promise<Page<StateEntry & { readonly partition: string }>> => {
    await findAsset(assets, scope, deployment, key);
    const [before] = decodeCursor(cursor) ?? [];
    const rows = await state.listPartitions(
      scope.orgId,
      { deploymentId: deployment.id, asset: key },
      { search: search || undefined, before: before === undefined ? undefined : String(before), limit: limit + 1 },
    );
    const entries = rows.map((row) => ({ ...row, partition: String(row.partition) }));
    return toPage(entries, limit, ({ partition }) => [partition]);
  };

/** The state of one partition. */
export const getPartitionState =
  ({ assets, state }: StateDeps) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    { key, partition }: z.output<typeof PartitionStateRef>,
  ): Promise<StateEntry> => {
    await findAsset(assets, scope, deployment, key);
    const entry = await state.find(scope.orgId, { deploymentId: deployment.id, asset: key }, partition);
    if (entry) return entry;
    throw new DomainError("notFound", "state_not_found", `No state stored for partition "${partition}" of "${key}".`);
  };
