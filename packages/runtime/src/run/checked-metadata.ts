import { LIMITS } from "@millrace/core";
import { isDeeperThan, WIRE_LIMITS } from "@millrace/protocol";
import { type MetadataMap, type MetadataValue, normalizeMetadata } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { jsonText } from "../values/json-output";
import { startOf } from "./clip";

const { jsonDepthMax, nameCharsMax } = WIRE_LIMITS;
const NAME_CHARS_SHOWN = 40;

/**
 * Returns metadata with each entry's type. Throws, naming the entry, if JSON can't represent it or it exceeds the limit
 * of an event.
 */
export function checkedMetadata(values: MetadataMap): Record<string, MetadataValue> {
  const metadata = normalizeMetadata(values);
  let bytes = 0;
  for (const [name, entry] of Object.entries(metadata)) {
    if (entry.value === undefined) throw undefinedValue(name);
    if (name.length > nameCharsMax) {
      const shown = startOf(name, NAME_CHARS_SHOWN);
      throw refused(
        `the name "${shown}…" is ${name.length} characters long, over the limit of ${nameCharsMax} (nameCharsMax)`,
      );
    }
    bytes += Buffer.byteLength(name) + Buffer.byteLength(jsonText(entry.value, "metadata", name));
  }
  if (bytes > LIMITS.eventBytesMax / 2)
    throw refused(`${bytes} bytes, over the limit of ${LIMITS.eventBytesMax / 2}. Store large tables as a value.`);
  if (isDeeperThan(metadata, jsonDepthMax))
    throw refused(`nested deeper than ${jsonDepthMax} levels (jsonDepthMax). Store deep structures as a value.`);
  return metadata;
}

const undefinedValue = (name: string): StepError =>
  new StepError(
    "OUTPUT_NOT_STORABLE",
    `metadata: ${startOf(name, NAME_CHARS_SHOWN)}: undefined is not JSON: give null, or omit it`,
    {
      retry: false,
    },
  );

const refused = (problem: string): StepError =>
  new StepError("METADATA_TOO_LARGE", `metadata is too large: ${problem}`, { retry: false });
