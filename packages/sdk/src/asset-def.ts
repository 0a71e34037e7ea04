import type { z } from "zod";
import type { Automation, Freshness } from "./automation";
import type { Common } from "./common";
import type { IoManager } from "./io";
import type { Mapping } from "./mapping";
import type { AnyPartitions, Partitions } from "./partitions";
import type { ResourceDef, Uses } from "./resource";

/** The settings of an asset: typed where it is declared, of any type where the runtime reads them. */
export interface AssetSettings<
  D = Readonly<Record<string, AnyDep>>,
  R = Readonly<Record<string, ResourceDef<unknown>>>,
  C = z.ZodType,
  // biome-ignore lint/suspicious/noExplicitAny: any partitions
  P = Partitions<any, any>,
  // biome-ignore lint/suspicious/noExplicitAny: any io
  IO = IoManager<any, any>,
> extends Common {
  /** Where the asset stands among others in the catalog and the lineage. */
  readonly group?: string;
  /** The assets that it is made from, by the name that each value has in `inputs`. */
  readonly deps?: D;
  /** The resources that the function needs, by the name that each has in `resources`. */
  readonly resources?: R;
  /** The schema of its part of a run's configuration; also the form of the launch dialog. */
  readonly config?: C;
  /** How it is divided; a run then materializes one partition, or several. */
  readonly partitions?: P;
  /** How its values are stored and read; as JSON unless given. */
  readonly io?: IO;
  /** When it is too old. */
  readonly freshness?: Freshness;
  /** When it is materialized by itself. */
  readonly automation?: Automation;
  /** Names the version of the code; a change marks stored values as stale. */
  readonly codeVersion?: string;
}

/** A piece of data that a function produces. Its type holds its key, its output, its partitions and the resources it needs. */
export interface AssetDef<Key extends string, Out, P extends AnyPartitions = undefined, R = unknown>
  extends AssetViews<Out, P, R>,
    Uses<R> {
  readonly kind: "asset";
  readonly key: Key;
  readonly settings: AssetSettings;
  /** Absent for an asset of another code location; `schema` then checks what is read. */
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
