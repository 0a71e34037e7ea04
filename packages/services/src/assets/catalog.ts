import type { AssetDefinition, AssetReader, AssetState } from "@millrace/core/assets";
import type { JsonSchema } from "@millrace/core/manifest";
import { DEFAULT_GROUP } from "@millrace/core/selection";
import { z } from "zod";
import type { Scope } from "../scope";
import type { NamedDeployment } from "../viewed-deployment";
import { selectWithinTime } from "./select-within-time";

export const CatalogInput = z.object({
  select: z.string().max(10_000).optional().describe("an asset selection (omit for all)"),
});
export const StatusInput = z.object({ keys: z.array(z.string().max(500)).max(100) });

type Deps = { readonly assets: AssetReader };

/** An asset of the graph: structure only, which changes with a push and not with a run. */
export type GraphAsset = {
  readonly key: string;
  readonly deps: readonly string[];
  readonly group: string;
  readonly kinds: readonly string[];
  readonly owners: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly codeLocation: string;
  readonly description: string | null;
  readonly external: boolean;
  readonly isPartitioned: boolean;
};

/** All assets of a deployment and what they depend on. */
export const getAssetGraph =
  ({ assets }: Deps) =>
  async (scope: Scope, deployment: Pick<NamedDeployment, "id">): Promise<{ assets: readonly GraphAsset[] }> => {
    const definitions = await assets.listDefinitions(scope.orgId, deployment.id);
    return { assets: definitions.map(toGraphAsset) };
  };

export type CatalogAsset = GraphAsset & { readonly state: AssetState | null; readonly checks: readonly string[] };

/** Assets with their newest facts, those of a selection or all. */
export const listCatalog =
  ({ assets }: Deps) =>
  async (
    scope: Scope,
    deployment: Pick<NamedDeployment, "id">,
    { select }: z.output<typeof CatalogInput>,
  ): Promise<readonly CatalogAsset[]> => {
    const [definitions, states, checks] = await Promise.all([
      assets.listDefinitions(scope.orgId, deployment.id),
      assets.listStates(scope.orgId, deployment.id),
      assets.listChecks(scope.orgId, deployment.id),
    ]);
    const all = definitions.map(toGraphAsset);
    const chosen = select ? new Set(selectWithinTime(select, all)) : undefined;
    const stateOf = new Map(states.map((state) => [state.key, state]));
    const checksOf = new Map<string, string[]>();
    for (const { data } of checks) checksOf.set(data.asset, [...(checksOf.get(data.asset) ?? []), data.name]);
    return all
      .filter((asset) => !chosen || chosen.has(asset.key))
      .map((asset) => ({
        ...asset,
        state: stateOf.get(asset.key) ?? null,
        checks: checksOf.get(asset.key) ?? [],
      }));
  };

/** The newest facts of some assets; those that were never materialized are left out. */
export const listAssetStatus =
  ({ assets }: Deps) =>
  (
    scope: Scope,
    deployment: Pick<NamedDeployment, "id">,
    { keys }: z.output<typeof StatusInput>,
  ): Promise<readonly AssetState[]> =>
    assets.listStates(scope.orgId, deployment.id, keys);

/** The JSON Schemas of some assets' config; those that take none are left out. */
export const listAssetConfigs =
  ({ assets }: Deps) =>
  async (
    scope: Scope,
    deployment: Pick<NamedDeployment, "id">,
    { keys }: z.output<typeof StatusInput>,
  ): Promise<readonly { key: string; schema: JsonSchema }[]> => {
    const definitions = await assets.listDefinitions(scope.orgId, deployment.id);
    return definitions.flatMap(({ key, data }) =>
      data.config && keys.includes(key) ? [{ key, schema: data.config }] : [],
    );
  };

function toGraphAsset({ key, location, data }: AssetDefinition): GraphAsset {
  return {
    key,
    deps: data.deps.map((dep) => dep.asset),
    group: data.group ?? DEFAULT_GROUP,
    kinds: data.kinds,
    owners: data.owners,
    tags: data.tags,
    codeLocation: location,
    description: data.description ?? null,
    external: data.external,
    isPartitioned: data.partitions !== undefined,
  };
}
