import type { AssetManifest } from "@millrace/core";
import type { AssetState } from "./ports";

/** A reason why an asset's value is older than what it is made from. */
export type StaleReason =
  | { readonly kind: "codeVersion"; readonly was: string; readonly is: string }
  | { readonly kind: "upstream"; readonly asset: string; readonly at: Date };

/** Why an asset's value no longer matches its code or its inputs; nothing for what was never materialized. */
export function staleBecause(
  definition: Pick<AssetManifest, "codeVersion" | "deps">,
  own: AssetState | undefined,
  states: readonly AssetState[],
): readonly StaleReason[] {
  if (!own?.lastMaterializedAt) return [];
  const at = own.lastMaterializedAt;
  const reasons: StaleReason[] = [];
  if (definition.codeVersion !== undefined && own.codeVersion !== null && own.codeVersion !== definition.codeVersion) {
    reasons.push({ kind: "codeVersion", was: own.codeVersion, is: definition.codeVersion });
  }
  for (const dep of new Set(definition.deps.map((it) => it.asset))) {
    const newer = states.find((state) => state.key === dep)?.lastMaterializedAt;
    if (newer && newer > at) reasons.push({ kind: "upstream", asset: dep, at: newer });
  }
  return reasons;
}
