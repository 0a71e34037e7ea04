import { selectAssets } from "@millrace/core";
import type { Definition } from "@millrace/protocol";

/** The keys of the assets that a selection means, among those that a deployment serves. */
export function selectedKeys(definitions: readonly Definition[], selection: string): string[] {
  const assets = definitions.map(({ key, location, group, owners, data }) => {
    const asset = data as { deps?: { asset: string }[]; tags?: Record<string, string>; kinds?: string[] };
    return {
      key,
      deps: asset.deps?.map((dep) => dep.asset) ?? [],
      tags: asset.tags ?? {},
      kinds: asset.kinds ?? [],
      owners: [...owners],
      codeLocation: location,
      ...(group ? { group } : {}),
    };
  });
  return selectAssets(selection, assets);
}
