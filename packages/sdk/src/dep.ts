import type { AnyAsset, AssetDef } from "./asset";
import { definitionError } from "./definition";
import type { Mapping } from "./mapping";
import type { AnyPartitions } from "./partitions";
import type { Uses } from "./resource";

/** What the downstream function receives of an asset, when it is not simply its value. */
export interface DepView<V, R = unknown> extends Uses<R> {
  readonly kind: "view";
  readonly asset: { readonly key: string };
  readonly view: "value" | "allPartitions" | "lastPartitions" | "ordered";
  readonly count?: number;
  readonly mapping?: Mapping;
  /** @internal */
  readonly "~value"?: () => V;
}

/** The views of an asset that may stand in `deps`. */
export interface AssetViews<Out, P extends AnyPartitions, R = unknown> {
  /** Every partition that has a value, by key. */
  allPartitions(): DepView<P extends undefined ? Out : Record<string, Out>, R>;
  /** The last `count` partitions that have a value, oldest first; up to the own partition where both share theirs. */
  lastPartitions(count: number): DepView<P extends undefined ? Out : Out[], R>;
  /** The partitions that a mapping names, by key. */
  mapped(mapping: Mapping): DepView<Record<string, Out>, R>;
  /** Ordering only: no value is loaded. */
  ordered(): DepView<void, R>;
}

/** What may stand in `deps`: an asset, or a view of one. */
// biome-ignore lint/suspicious/noExplicitAny: any dependency
export type AnyDep = AnyAsset | DepView<any, any>;

/** The type that a dependency has in `inputs`. */
// biome-ignore lint/suspicious/noExplicitAny: any asset
export type ValueOf<D> = D extends DepView<infer V> ? V : D extends AssetDef<any, infer Out, any> ? Out : never;
/** The values of dependencies by name, as a function receives them. */
export type Inputs<D> = { readonly [K in keyof D]: ValueOf<D[K]> };

/** Adds the views to an asset, out of sight of whoever lists its properties. */
// biome-ignore lint/suspicious/noExplicitAny: the caller knows the types
export function assetViews<T extends { readonly key: string }>(asset: T): T & AssetViews<any, any, any> {
  const view = (rest: Omit<DepView<unknown>, "kind" | "asset">): DepView<unknown> => ({ kind: "view", asset, ...rest });
  const views = {
    allPartitions: () => view({ view: "allPartitions" }),
    lastPartitions: (count: number) => {
      if (!Number.isInteger(count) || count < 1)
        throw definitionError(`asset "${asset.key}": lastPartitions(${count}) needs a whole number from 1`);
      return view({ view: "lastPartitions", count });
    },
    mapped: (mapping: Mapping) => view({ view: "allPartitions", mapping }),
    ordered: () => view({ view: "ordered" }),
  };
  for (const [name, value] of Object.entries(views)) Object.defineProperty(asset, name, { value });
  return asset as T & AssetViews<unknown, undefined>;
}

/** The asset behind a dependency. */
export function assetOf(dep: AnyDep): AnyAsset {
  return dep.kind === "view" ? (dep.asset as AnyAsset) : dep;
}
