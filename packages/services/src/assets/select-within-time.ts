import { DomainError } from "@millrace/core";
import { type SelectableAsset, selectAssets } from "@millrace/core/selection";
import { withinTime } from "../within-time";

/** A selection is anyone's text, and this is how long it may keep others waiting: ten thousand assets take 10 ms. */
const SELECT_MS_MAX = 1_000;

/**
 * Keys of the assets that a selection picks.
 * @throws DomainError `selection_too_slow`, and what `selectAssets` throws
 */
export function selectWithinTime(selection: string, assets: readonly SelectableAsset[]): string[] {
  const selected = withinTime(SELECT_MS_MAX, () => selectAssets(selection, assets));
  if (selected) return selected.value;
  throw new DomainError(
    "invalid",
    "selection_too_slow",
    `The selection took longer than ${SELECT_MS_MAX} ms to evaluate. Use fewer terms or list the assets by key.`,
  );
}
