import type { AssetState } from "@millrace/core/assets";
import type { AssetManifest } from "@millrace/core/manifest";

/** A reason why an asset's value is older than what it is made from. */
export type StaleReason =
  | { readonly kind: "codeVersion"; readonly was: string; readonly is: string }
  | { readonly kind: "upstream"; readonly asset: string; readonly at: Date };

/**
 * Why an asset's value no longer matches its code or its inputs; nothing for what was never materialized. An input that
 * was computed again and came out the same, as `usedVersions` tells by key, is no reason.
 */
export function staleBecause(
  definition: Pick<AssetManifest, "codeVersion" | "deps">,
  own: AssetState | undefined,
  states: readonly AssetState[],
  usedVersions: ReadonlyMap<string, string | null> = new Map(),
): readonly StaleReason[] {
  if (!own?.lastMaterializedAt) return [];
  const at = own.lastMaterializedAt;
  const reasons: StaleReason[] = [];
  if (definition.codeVersion !== undefined && own.codeVersion !== null && own.codeVersion !== definition.codeVersion) {
    reasons.push({ kind: "codeVersion", was: own.codeVersion, is: definition.codeVersion });
  }
  for (const dep of new Set(definition.deps.map((it) => it.asset))) {
    const upstream = states.find((state) => state.key === dep);
    const newer = upstream?.lastMaterializedAt;
    if (!newer || newer <= at) continue;
    const isSame = upstream.dataVersion !== null && upstream.dataVersion === usedVersions.get(dep);
    if (!isSame) reasons.push({ kind: "upstream", asset: dep, at: newer });
  }
  return reasons;
}
