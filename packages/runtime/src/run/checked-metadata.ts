import { LIMITS } from "@millrace/core";
import { type MetadataMap, type MetadataValue, normalizeMetadata } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { jsonText } from "../values/json-output";

/** Metadata with each entry's type; refuses, by name, what JSON cannot hold or an event has no room for. */
export function checkedMetadata(values: MetadataMap): Record<string, MetadataValue> {
  const metadata = normalizeMetadata(values);
  let bytes = 0;
  for (const [name, entry] of Object.entries(metadata))
    bytes += Buffer.byteLength(jsonText(entry.value, "metadata", name));
  if (bytes > LIMITS.eventBytesMax / 2) {
    throw new StepError(
      "METADATA_TOO_LARGE",
      `metadata is ${bytes} bytes, over the limit of ${LIMITS.eventBytesMax / 2}. Store large tables as a value.`,
      { retry: false },
    );
  }
  return metadata;
}
