import { DomainError, findUnstorable, type Unstorable } from "@millrace/core";
import { WIRE_LIMITS } from "@millrace/protocol";

/** One more than config can nest: config is a field of the input. */
const DEPTH_MAX = WIRE_LIMITS.jsonDepthMax + 1;

const DETAILS = {
  nul: { code: "text_invalid", detail: "contains the character U+0000, which text can't contain" },
  surrogate: { code: "text_invalid", detail: "contains half of a surrogate pair, which isn't valid Unicode" },
  depth: { code: "too_deep", detail: `nests deeper than ${WIRE_LIMITS.jsonDepthMax} levels (jsonDepthMax)` },
  name: { code: "name_reserved", detail: "isn't allowed as a name" },
} as const satisfies Record<Unstorable["problem"], { code: string; detail: string }>;

/**
 * Checks input from outside before anything reads it.
 * @throws DomainError `input_invalid` that names the first text that can't be stored, or what nests too deeply
 */
export function assertStorable(input: unknown): void {
  const found = findUnstorable(input, DEPTH_MAX);
  if (!found) return;
  const { pointer, problem } = found;
  const { code, detail } = DETAILS[problem];
  throw new DomainError("invalid", "input_invalid", `${pointer || "The request"} ${detail}.`, {
    details: [{ pointer, code, detail }],
  });
}
