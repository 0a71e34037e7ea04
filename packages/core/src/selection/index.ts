export { type AssetGraph, assetGraph, type SelectableAsset } from "./asset-graph";
export {
  type Completion,
  type CompletionOption,
  completeSelection,
  type SelectionVocabulary,
} from "./complete";
export { parseSelection } from "./parse";
export { printSelection, printValue } from "./print";
export { DEFAULT_GROUP, selectAssets } from "./select";
export { SelectionError } from "./selection-error";
export {
  SELECTION_ATTRIBUTES,
  SELECTION_FUNCTIONS,
  type Selection,
  type SelectionAttribute,
  type SelectionFunction,
} from "./syntax";
export { type Token as SelectionToken, tokenize as tokenizeSelection } from "./tokenize";
export { type UnknownValue, unknownValues, unknownValuesText, unknownValueText } from "./unknown-values";
export { vocabularyOf } from "./vocabulary";
