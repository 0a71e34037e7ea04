import type { AnyAsset, AnyDep, AssetDef, AssetViews, DepView } from "./asset-def";
import { definitionError } from "./definition";
import type { Mapping } from "./mapping";

/** Type of a dependency's value in `inputs`. */
// biome-ignore lint/suspicious/noExplicitAny: any asset
export type ValueOf<D> = D extends DepView<infer V> ? V : D extends AssetDef<any, infer Out, any> ? Out : never;
/** Values of dependencies by name, as a function receives them. */
export type Inputs<D> = { readonly [K in keyof D]: ValueOf<D[K]> };

/** Adds the dependency views to an asset as non-enumerable properties. */
// biome-ignore lint/suspicious/noExplicitAny: the caller knows the types
export function assetViews<T extends { readonly key: string }>(asset: T): T & AssetViews<any, any, any> {
  const view = (rest: Omit<DepView<unknown>, "kind" | "asset">): DepView<unknown> => ({ kind: "view", asset, ...rest });
  const views = {
    allPartitions: () => view({ view: "allPartitions" }),
    lastPartitions: (count: number) => {
      if (!Number.isInteger(count) || count < 1)
        throw definitionError(`asset "${asset.key}": lastPartitions(${count}) requires an integer ≥ 1`);
      return view({ view: "lastPartitions", count });
    },
    mapped: (mapping: Mapping) => view({ view: "allPartitions", mapping }),
    ordered: () => view({ view: "ordered" }),
  };
  for (const [name, value] of Object.entries(views)) Object.defineProperty(asset, name, { value });
  return asset as T & AssetViews<unknown, undefined>;
}

/** Returns the asset behind a dependency. */
export function assetOf(dep: AnyDep): AnyAsset {
  return dep.kind === "view" ? (dep.asset as AnyAsset) : dep;
}
