import { ownValue } from "../own";
import type { SelectableAsset } from "./asset-graph";
import type { SelectionVocabulary } from "./complete";
import { DEFAULT_GROUP } from "./select";

/** The values that occur in some assets. */
export function vocabularyOf(assets: readonly SelectableAsset[]): SelectionVocabulary {
  return (attribute, tagKey) => assets.flatMap((asset) => valuesOf(asset, attribute, tagKey));
}

function valuesOf(
  asset: SelectableAsset,
  attribute: Parameters<SelectionVocabulary>[0],
  tagKey: string | undefined,
): readonly string[] {
  switch (attribute) {
    case "key":
      return [asset.key];
    case "tag": {
      if (tagKey === undefined) return Object.keys(asset.tags ?? {});
      const value = ownValue(asset.tags, tagKey);
      return value === undefined ? [] : [value];
    }
    case "owner":
      return asset.owners ?? [];
    case "group":
      return [asset.group || DEFAULT_GROUP];
    case "kind":
      return asset.kinds ?? [];
    case "code_location":
      return asset.codeLocation ? [asset.codeLocation] : [];
  }
}
