import {
  type AnyAsset,
  type AnyJob,
  assetOf,
  type CheckDef,
  collectDefinitions,
  type Definitions,
  type LocationDef,
  type ScheduleDef,
  type SensorDef,
} from "@millrace/sdk";

/** Definitions that a test can pass in addition to the assets or the job under test. */
export type Extra = { readonly checks?: readonly CheckDef[]; readonly location?: LocationDef };

/**
 * Returns the given assets and everything upstream of them, with what launches or monitors them, as a code location.
 */
export function definitionsOf(
  assets: readonly AnyAsset[],
  launcher: AnyJob | ScheduleDef | SensorDef | undefined,
  { checks = [], location }: Extra,
): Definitions {
  const all = new Set<AnyAsset>(assets);
  for (const asset of all) for (const dep of Object.values(asset.settings.deps ?? {})) all.add(assetOf(dep));
  const exports: Record<string, unknown> = { assets: [...all], checks: [...checks] };
  if (launcher) exports.launcher = launcher;
  if (location) exports.location = location;
  return collectDefinitions({ test: exports });
}
