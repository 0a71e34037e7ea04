"use client";
import { assetGraph, parseSelection, type SelectableAsset, selectAssets } from "@millrace/core/selection";
import { useDeferredValue, useMemo } from "react";

/** True if a text is a selection, or empty. */
export function isValidSelection(text: string): boolean {
  if (text.trim() === "") return true;
  try {
    parseSelection(text);
    return true;
  } catch {
    return false;
  }
}

/** The assets that a selection matches; all assets while the text is empty or invalid. */
export function useSelection<A extends SelectableAsset>(assets: readonly A[], text: string): readonly A[] {
  const deferred = useDeferredValue(text.trim());
  const graph = useMemo(() => assetGraph(assets), [assets]);
  return useMemo(() => {
    if (deferred === "") return assets;
    try {
      const keys = new Set(selectAssets(deferred, graph));
      return assets.filter((asset) => keys.has(asset.key));
    } catch {
      return assets;
    }
  }, [assets, graph, deferred]);
}
