import { type SelectableAsset, selectAssets, unknownValuesText, vocabularyOf } from "@millrace/core/selection";
import type { Definition } from "@millrace/protocol";

/** The keys of the assets that a selection means, among those that a deployment serves. */
export const selectedKeys = (definitions: readonly Definition[], selection: string): string[] =>
  selectAssets(selection, selectable(definitions));

/** What a selection names and no asset has, with what was probably meant; empty when it knows all. */
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
