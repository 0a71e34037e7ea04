import { type SelectableAsset, selectAssets, unknownValuesText, vocabularyOf } from "@millrace/core/selection";
import type { Definition } from "@millrace/protocol";

/** Returns the keys of a deployment's assets that a selection matches. */
export const selectedKeys = (definitions: readonly Definition[], selection: string): string[] =>
  selectAssets(selection, selectable(definitions));

/** Returns the names in a selection that match no asset, with suggestions. Empty if all are known. */
export const unknownNames = (definitions: readonly Definition[], selection: string): string =>
  unknownValuesText(selection, vocabularyOf(selectable(definitions)));

function selectable(definitions: readonly Definition[]): SelectableAsset[] {
  return definitions.map(({ key, location, group, owners, data }) => {
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
}
