import { didYouMean } from "../did-you-mean";
import type { SelectionVocabulary } from "./complete";
import { SELECTION_ATTRIBUTES, type SelectionAttribute } from "./syntax";
import { type Token, tokenize } from "./tokenize";

/** A value in a selection that no asset has; its position is `[start, end)`. */
export type UnknownValue = {
  readonly attribute: SelectionAttribute;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** The known value that was probably meant. */
  readonly suggestion: string | undefined;
};

/**
 * The values of a selection that no asset has, in the order of the text; patterns are left out. They aren't errors: a
 * selection may be written before its assets.
 * @throws SelectionError for text that cannot be cut into words
 */
export function unknownValues(text: string, vocabulary: SelectionVocabulary): UnknownValue[] {
  const tokens = tokenize(text);
  return tokens.flatMap((token, index) => {
    const attribute = attributeBefore(tokens, index);
    if (!attribute || token.value.includes("*")) return [];
    const known = new Set(vocabulary(attribute));
    if (known.has(token.value)) return [];
    const { value, start, end } = token;
    return [{ attribute, value, start, end, suggestion: didYouMean(value, known) }];
  });
}

function attributeBefore(tokens: readonly Token[], index: number): SelectionAttribute | undefined {
  const [name, colon] = [tokens[index - 2], tokens[index - 1]];
  return colon?.kind === "colon" ? SELECTION_ATTRIBUTES.find((it) => it === name?.value) : undefined;
}

/** ` No asset has the key "ordrs". Did you mean "orders"?` for each unknown value; empty if all are known. */
export const unknownValuesText = (text: string, vocabulary: SelectionVocabulary): string =>
  unknownValues(text, vocabulary)
    .map((unknown) => ` ${unknownValueText(unknown)}`)
    .join("");

/** What is unknown, and what was probably meant. */
export const unknownValueText = ({ attribute, value, suggestion }: UnknownValue): string =>
  `No asset has the ${attribute.replace("_", " ")} "${value}".${suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`}`;
