import type { z } from "zod";
import type { Automation, Freshness } from "./automation";
import type { Common } from "./common";
import type { IoManager } from "./io";
import type { Mapping } from "./mapping";
import type { AnyPartitions, Partitions } from "./partitions";
import type { ResourceDef, Uses } from "./resource";

/** Settings of an asset: typed where it is declared, of any type where the runtime reads them. */
export interface AssetSettings<
  D = Readonly<Record<string, AnyDep>>,
  R = Readonly<Record<string, ResourceDef<unknown>>>,
  C = z.ZodType,
  // biome-ignore lint/suspicious/noExplicitAny: any partitions
  P = Partitions<any, any>,
  // biome-ignore lint/suspicious/noExplicitAny: any io
  IO = IoManager<any, any>,
> extends Common {
  /** Group used to organize assets in the catalog and lineage graph. */
  readonly group?: string;
  /** Upstream assets, keyed by the name each value has in `inputs`. */
  readonly deps?: D;
  /** Resources used by the function, keyed by their name in `resources`. */
  readonly resources?: R;
  /** Schema of this asset's run config. Also generates the form in the launch dialog. */
  readonly config?: C;
  /** How the asset is partitioned. A run materializes one or more partitions. */
  readonly partitions?: P;
  /** IO manager that stores and loads values. Defaults to JSON. */
  readonly io?: IO;
  /** Freshness policy: when the asset is considered out of date. */
  readonly freshness?: Freshness;
  /** Condition for automatic materialization. */
  readonly automation?: Automation;
  /** Version of the code. Changing it marks stored values as stale. */
  readonly codeVersion?: string;
}

/** A piece of data that a function produces. Its type carries its key, output, partitions, and required resources. */
export interface AssetDef<Key extends string, Out, P extends AnyPartitions = undefined, R = unknown>
  extends AssetViews<Out, P, R>,
    Uses<R> {
  readonly kind: "asset";
  readonly key: Key;
  readonly settings: AssetSettings;
  /** Undefined for an external asset; `schema` then validates the loaded value. */
  readonly run?: (context: never) => unknown;
  readonly schema?: z.ZodType;
  /** @internal */
  readonly "~out"?: () => Out;
  /** @internal */
  readonly "~partitions"?: () => P;
}

/** An asset of any key, output and partitions. */
// biome-ignore lint/suspicious/noExplicitAny: any asset
export type AnyAsset = AssetDef<any, any, any, any>;

/** What a downstream function receives when it isn't the plain value. */
export interface DepView<V, R = unknown> extends Uses<R> {
  readonly kind: "view";
  readonly asset: { readonly key: string };
  readonly view: "value" | "allPartitions" | "lastPartitions" | "ordered";
  readonly count?: number;
  readonly mapping?: Mapping;
  /** @internal */
  readonly "~value"?: () => V;
}

/** Dependency views of an asset that can be used in `deps`. */
export interface AssetViews<Out, P extends AnyPartitions, R = unknown> {
  /** All partitions that have a value, keyed by partition. */
  allPartitions(): DepView<P extends undefined ? Out : Record<string, Out>, R>;
  /**
   * The last `count` partitions that have a value, oldest first. If both assets share partitions, up to and including
   * the current partition.
   */
  lastPartitions(count: number): DepView<P extends undefined ? Out : Out[], R>;
  /** The partitions selected by a mapping, keyed by partition. */
  mapped(mapping: Mapping): DepView<Record<string, Out>, R>;
  /** Ordering only. No value is loaded. */
  ordered(): DepView<void, R>;
}

/** A value allowed in `deps`: an asset or a view of one. */
// biome-ignore lint/suspicious/noExplicitAny: any dependency
export type AnyDep = AnyAsset | DepView<any, any>;
