import { DomainError, decodeCursor, type Page, PageInput, toPage } from "@millrace/core";
import type {
  AssetDefinition,
  AssetReader,
  AssetState,
  AssetWiper,
  CheckResult,
  Materialization,
} from "@millrace/core/assets";
import type { AssetManifest, CheckManifest } from "@millrace/core/manifest";
import { z } from "zod";
import type { Scope } from "../scope";
import type { NamedDeployment, ViewedDeployment } from "../viewed-deployment";
import { type StaleReason, staleBecause } from "./stale-reasons";

const Key = z.string().min(1).max(500);
export const AssetRef = z.object({ key: Key });
export const MaterializationsInput = AssetRef.extend(PageInput.shape);
export const CheckResultsInput = AssetRef.extend({
  check: z.string().max(200).optional(),
  limit: z.int().min(1).max(500).default(100),
});
export const WipeAssetInput = AssetRef.extend({
  partitions: z.array(z.string().max(500)).max(10_000).optional().describe("omit for all partitions"),
  withState: z.boolean().default(false).describe("also reset the state of what is wiped"),
});

type Deps = { readonly assets: AssetReader };

export type AssetPage = {
  readonly key: string;
  readonly location: string;
  readonly definition: AssetManifest;
  readonly state: AssetState | null;
  readonly staleBecause: readonly StaleReason[];
  readonly checks: readonly CheckManifest[];
  readonly upstream: readonly string[];
  readonly downstream: readonly string[];
  readonly capabilities: { readonly materialize: boolean; readonly wipe: boolean };
};

/** What the page of an asset shows. */
export const getAssetPage =
  ({ assets }: Deps) =>
  async (
    scope: Scope,
    deployment: ViewedDeployment<"run:launch" | "asset:wipe">,
    { key }: z.output<typeof AssetRef>,
  ): Promise<AssetPage> => {
    const definitions = await assets.listDefinitions(scope.orgId, deployment.id);
    const asset = requireAsset(definitions, key, deployment);
    const [states, checks] = await Promise.all([
      assets.listStates(scope.orgId, deployment.id, [key, ...asset.data.deps.map((dep) => dep.asset)]),
      assets.listChecks(scope.orgId, deployment.id, key),
    ]);
    const state = states.find((it) => it.key === key);
    const usedVersions = await versionsUsed(assets, scope.orgId, deployment.id, asset.data, definitions, state);
    return {
      key,
      location: asset.location,
      definition: asset.data,
      state: state ?? null,
      staleBecause: staleBecause(asset.data, state, states, usedVersions),
      checks: checks.map((check) => check.data),
      upstream: asset.data.deps.map((dep) => dep.asset),
      downstream: definitions.filter((it) => it.data.deps.some((dep) => dep.asset === key)).map((it) => it.key),
      capabilities: {
        materialize: !asset.data.external && deployment.can("run:launch", asset.locationId),
        wipe: deployment.can("asset:wipe", asset.locationId),
      },
    };
  };

/** The data versions that an asset's inputs had when it was computed; one value stands for all of a partitioned input. */
async function versionsUsed(
  assets: AssetReader,
  orgId: string,
  deploymentId: string,
  { deps }: AssetManifest,
  definitions: readonly AssetDefinition[],
  state: AssetState | undefined,
): Promise<ReadonlyMap<string, string | null>> {
  const partitioned = new Set(definitions.filter((it) => it.data.partitions).map((it) => it.key));
  const keys = deps.map((dep) => dep.asset).filter((key) => !partitioned.has(key));
  if (keys.length === 0 || !state?.lastMaterializedAt) return new Map();
  const rows = await assets.listDataVersions(orgId, deploymentId, keys, state.lastMaterializedAt);
  return new Map(rows.map((row) => [row.asset, row.dataVersion]));
}

/** Materializations of an asset, newest first. */
export const listMaterializations =
  ({ assets }: Deps) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    input: z.output<typeof MaterializationsInput>,
  ): Promise<Page<Materialization>> => {
    const place = { deploymentId: deployment.id, asset: input.key };
    const rows = await assets.listMaterializations(scope.orgId, place, {
      limit: input.limit + 1,
      beforeId: beforeId(input.cursor),
    });
    return toPage(rows, input.limit, (row) => [row.id]);
  };

/** Results of an asset's checks, newest first. */
export const listCheckResults =
  ({ assets }: Deps) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    input: z.output<typeof CheckResultsInput>,
  ): Promise<readonly CheckResult[]> => {
    const place = { deploymentId: deployment.id, asset: input.key };
    return assets.listCheckResults(scope.orgId, place, input.check, { limit: input.limit });
  };

/** Forgets what was materialized of an asset: it counts as missing from now on. */
export const wipeAsset =
  ({ assets, wipe }: Deps & { readonly wipe: AssetWiper }) =>
  async (
    scope: Scope,
    deployment: NamedDeployment,
    { key, partitions, withState }: z.output<typeof WipeAssetInput>,
  ): Promise<{ materializations: number }> => {
    requireAsset(await assets.listDefinitions(scope.orgId, deployment.id), key, deployment);
    return wipe(
      scope.orgId,
      { deploymentId: deployment.id, asset: key },
      { partitions, withState },
      {
        actor: scope.actor,
        action: "asset.wiped",
        target: `${deployment.name}: ${key}`,
        details: { ...(partitions ? { partitions: partitions.length } : {}), ...(withState ? { withState } : {}) },
      },
    );
  };

/**
 * Returns the code location that defines an asset.
 *
 * @throws {DomainError} `asset_not_found`
 */
export const findAssetLocationId =
  ({ assets }: { readonly assets: Pick<AssetReader, "findDefinition"> }) =>
  async (scope: Scope, deployment: NamedDeployment, key: string): Promise<string> => {
    const asset = await assets.findDefinition(scope.orgId, deployment.id, key);
    return requireAsset(asset ? [asset] : [], key, deployment).locationId;
  };

/** The asset of a key, or an error that says where it is missing. */
export function requireAsset(
  definitions: readonly AssetDefinition[],
  key: string,
  deployment: NamedDeployment,
): AssetDefinition {
  const asset = definitions.find((it) => it.key === key);
  if (asset) return asset;
  throw new DomainError("notFound", "asset_not_found", `No asset named "${key}" in ${deployment.name}.`);
}

const beforeId = (cursor: string | null | undefined): number | undefined => {
  const [id] = decodeCursor(cursor) ?? [];
  return id === undefined ? undefined : Number(id);
};
