import { isDeeperThan, WIRE_LIMITS } from "@millrace/protocol";
import { StepError } from "../errors/step-error";
import { jsonText } from "./json-output";

/** A message nests an author's value in one field. */
const DEPTH_MAX = WIRE_LIMITS.jsonDepthMax - 2;

/**
 * Returns a copy of a value as a message carries it.
 * @param subject names its owner in errors: `sensor "inbox"`
 * @param root names the value itself: `cursor`
 * @throws StepError when JSON would change it, or it nests too deep for a message
 */
export function wireJson<T>(value: unknown, subject: string, root: string): T {
  const copy = JSON.parse(jsonText(value, subject, root)) as T;
  if (!isDeeperThan(copy, DEPTH_MAX)) return copy;
  throw new StepError(
    "NESTED_TOO_DEEP",
    `${subject}: ${root} nests deeper than ${DEPTH_MAX} levels. Flatten it, or store it as text.`,
    { retry: false },
  );
}
