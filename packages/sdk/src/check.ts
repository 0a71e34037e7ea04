import type { AnyAsset, AssetDef } from "./asset-def";
import type { RunContext } from "./context";
import { assertName, define, definitionError } from "./definition";
import type { ValueOf } from "./dep";
import type { MetadataMap } from "./metadata";
import type { PartitionOf } from "./partitions";

/** Result of a check. */
export interface CheckResult {
  readonly passed: boolean;
  readonly message?: string;
  readonly metadata?: MetadataMap;
}

/** Settings of a check. */
export interface CheckSettings {
  /** Severity of a failure. Defaults to `error`. */
  readonly severity?: "warn" | "error";
  /** If true, a failure with severity `error` skips downstream steps in the same run. */
  readonly blocking?: boolean;
  readonly description?: string;
}

/** Validates an asset after each materialization. */
export interface CheckDef {
  readonly kind: "check";
  readonly asset: AnyAsset;
  readonly name: string;
  readonly settings: CheckSettings;
  /** Function that tests the value. */
  readonly run: (context: never) => CheckResult | Promise<CheckResult>;
}

/** Context passed to a check's function. */
export interface CheckContext<A> extends RunContext {
  readonly value: ValueOf<A>;
  // biome-ignore lint/suspicious/noExplicitAny: any asset
  readonly partition: A extends AssetDef<any, any, infer P> ? PartitionOf<P> : never;
}

/**
 * Declares a check of an asset.
 * @example
 * export const positive = check(revenue, "positive", { blocking: true }, ({ value }) => ({ passed: value.total > 0 }));
 */
export function check<A extends AnyAsset>(
  asset: A,
  name: string,
  options: CheckSettings,
  run: (context: CheckContext<A>) => CheckResult | Promise<CheckResult>,
): CheckDef {
  assertName("check", name);
  if (asset?.kind !== "asset")
    throw definitionError(
      `check "${name}": the first argument must be an asset. If it's undefined, check for circular imports.`,
    );
  if (!asset.run)
    throw definitionError(
      `check "${name}": asset "${asset.key}" belongs to another code location. Define the check there.`,
    );
  return define({ kind: "check", asset, name, settings: options, run: run as never });
}
