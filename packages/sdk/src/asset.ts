import type { z } from "zod";
import type { AnyDep, AssetDef, AssetSettings } from "./asset-def";
import type { Freshness } from "./automation";
import { checkCommon } from "./common";
import type { RunContext } from "./context";
import { assertCron, assertTimeZone } from "./cron";
import { assertName, define, definitionError } from "./definition";
import { assetViews, type Inputs } from "./dep";
import { durationMs } from "./duration";
import type { IoManager } from "./io";
import type { Storable } from "./json";
import type { AnyPartitions, PartitionOf } from "./partitions";
import type { ResourceDef, Resources, UsedBy } from "./resource";
import type { StateOf } from "./state";

/** Context passed to an asset's function. */
export interface AssetContext<D, R, C extends z.ZodType, P> extends RunContext {
  /** Values of `deps`, by name. */
  readonly inputs: Inputs<D>;
  readonly resources: Resources<R>;
  /** This asset's part of the run config, with defaults applied. */
  readonly config: z.output<C>;
  /** The partition being materialized. Undefined for unpartitioned assets. */
  readonly partition: PartitionOf<P>;
  /** State kept between runs. */
  readonly state: StateOf<P>;
}

type JsonUnlessStored<IO, Out> = IO extends IoManager<infer _Read, infer _Written> ? unknown : Storable<Out>;

/** Allowed return type: whatever the IO manager stores, or any JSON value. */
type Returned<IO, Out> =
  IO extends IoManager<infer _Read, infer Written> ? Written | Promise<Written> : Out | Promise<Out>;

/** What downstream functions receive: the value that the IO manager reads, or the JSON that was returned. */
export type StoredType<IO, Out> = IO extends IoManager<infer Read, infer _Written> ? Read : Out;

/**
 * Declares an asset: its key, its settings, and the function that produces it. Inputs are typed by `deps`.
 * @example
 * export const revenue = asset("revenue", { deps: { orders }, retry: { max: 3 } }, ({ inputs }) =>
 *   ({ total: inputs.orders.reduce((sum, order) => sum + order.amount, 0) }));
 */
export function asset<
  const Key extends string,
  Out,
  // biome-ignore lint/complexity/noBannedTypes: no dependencies
  D extends Readonly<Record<string, AnyDep>> = {},
  // biome-ignore lint/suspicious/noExplicitAny: any resource
  // biome-ignore lint/complexity/noBannedTypes: no resources
  R extends Readonly<Record<string, ResourceDef<any>>> = {},
  C extends z.ZodType = z.ZodUndefined,
  P extends AnyPartitions = undefined,
  // biome-ignore lint/suspicious/noExplicitAny: any io
  IO extends IoManager<any, any> | undefined = undefined,
>(
  key: Key,
  options: AssetSettings<D, R, C, P, IO>,
  run: ((context: AssetContext<D, R, C, P>) => Returned<IO, Out>) & JsonUnlessStored<IO, NoInfer<Out>>,
): AssetDef<Key, StoredType<IO, Out>, P, R[keyof R] | UsedBy<D[keyof D]>> {
  assertName("asset", key);
  checkCommon(`asset "${key}"`, options);
  if (typeof run !== "function")
    throw definitionError(`asset "${key}": the third argument must be the function that produces it`);
  if (options.group !== undefined) assertName(`asset "${key}": group`, options.group);
  checkDeps(key, options.deps);
  checkFreshness(key, options.freshness);
  return define(assetViews({ kind: "asset", key, settings: options as AssetSettings, run: run as never })) as AssetDef<
    Key,
    StoredType<IO, Out>,
    P,
    R[keyof R] | UsedBy<D[keyof D]>
  >;
}

/** Type of the value loaded from an external asset: from its IO manager, or JSON validated by a schema. */
type LoadedType<Shape> =
  Shape extends IoManager<infer Read, infer _Written> ? Read : Shape extends z.ZodType ? z.output<Shape> : never;

/**
 * Declares an asset defined in another code location. Its value is validated against a schema when loaded, or loaded
 * with the IO manager the other code location uses.
 * @example
 * const rates = externalAsset("finance/rates", z.object({ EUR: z.number() }));
 * const orders = externalAsset("shop/orders", parquet(Order));
 */
export function externalAsset<
  const Key extends string,
  // biome-ignore lint/suspicious/noExplicitAny: any io
  Shape extends z.ZodType | IoManager<any, any>,
  P extends AnyPartitions = undefined,
>(
  key: Key,
  shape: Shape,
  options: { partitions?: P; description?: string } = {},
): AssetDef<Key, LoadedType<Shape>, P, never> {
  assertName("external asset", key);
  const settings = options as AssetSettings;
  const read = isIo(shape) ? { settings: { ...settings, io: shape } } : { settings, schema: shape };
  return define(assetViews({ kind: "asset", key, ...read })) as unknown as AssetDef<Key, LoadedType<Shape>, P, never>;
}

// biome-ignore lint/suspicious/noExplicitAny: any io
const isIo = (shape: z.ZodType | IoManager<any, any>): shape is IoManager<any, any> =>
  "kind" in shape && shape.kind === "io";

function checkDeps(key: string, deps: Readonly<Record<string, AnyDep>> | undefined): void {
  for (const [input, dep] of Object.entries(deps ?? {})) {
    if (dep === undefined || (dep.kind !== "asset" && dep.kind !== "view")) {
      throw definitionError(`asset "${key}": deps.${input} ${notAnAsset(dep)}`);
    }
  }
}

function notAnAsset(value: unknown): string {
  if (value === undefined) return "is undefined. It is either declared later in the file or part of a circular import.";
  if (typeof value !== "string") return "is not an asset";
  return `is the string "${value}". Pass the asset itself, or use externalAsset("${value}", schema) for an asset in another code location.`;
}

function checkFreshness(key: string, freshness: Freshness | undefined): void {
  if (!freshness) return;
  const where = `asset "${key}" freshness`;
  if ("deadline" in freshness) {
    assertCron(where, freshness.deadline);
    assertTimeZone(where, freshness.timeZone);
    return;
  }
  const failAfter = durationMs(freshness.failAfter, where);
  if (failAfter < 60_000) throw definitionError(`${where}: failAfter must be at least 60s`);
  if (freshness.warnAfter !== undefined && durationMs(freshness.warnAfter, where) >= failAfter) {
    throw definitionError(`${where}: warnAfter must be shorter than failAfter`);
  }
}
