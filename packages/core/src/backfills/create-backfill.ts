import { defaultMapping, isSameDefinition } from "../partitions/default-mapping";
import { upstreamFirst } from "../upstream-first";
import type { Backfill, BackfillAsset, BackfillDependency } from "./backfill";

/**
 * Returns a backfill of some assets. Dependencies on other assets don't count.
 *
 * @throws DomainError `asset_cycle` if assets depend on each other in a circle.
 */
export function createBackfill(assets: readonly BackfillAsset[]): Backfill {
  const byKey = new Map(assets.map((asset) => [asset.key, asset]));
  const dependencies = new Map(assets.map((asset) => [asset, dependenciesOf(asset, byKey)]));
  const upstream = Array.from(dependencies, ([asset, own]) => {
    const others = own.filter((dependency) => dependency.upstream !== asset).map((it) => it.upstream.key);
    return [asset.key, [...new Set(others)]] as const;
  });
  const order = upstreamFirst(new Map(upstream)).map((key) => byKey.get(key) as BackfillAsset);
  return { order, dependencies };
}

function dependenciesOf(asset: BackfillAsset, byKey: ReadonlyMap<string, BackfillAsset>): BackfillDependency[] {
  return asset.deps.flatMap(({ asset: key, mapping }) => {
    const upstream = byKey.get(key);
    return upstream ? [{ upstream, mapping, isJoined: isJoined(asset, { upstream, mapping }) }] : [];
  });
}

function isJoined(
  asset: BackfillAsset,
  { upstream, mapping }: Pick<BackfillDependency, "upstream" | "mapping">,
): boolean {
  if (asset === upstream || asset.codeLocation !== upstream.codeLocation) return false;
  if (!asset.partitions || !upstream.partitions) return asset.partitions === upstream.partitions;
  if (!isSameDefinition(asset.partitions, upstream.partitions)) return false;
  const rule = mapping ?? defaultMapping(upstream.partitions, asset.partitions);
  return rule.kind === "identity" || (rule.kind === "timeWindow" && rule.startOffset === 0 && rule.endOffset === 0);
}
