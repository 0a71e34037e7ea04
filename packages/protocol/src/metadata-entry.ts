import { z } from "zod";
import { JsonByName } from "./fields";

/**
 * One piece of metadata. Numbers, text, booleans and JSON that an author records plainly arrive typed too: every entry of
 * an event's metadata has this form. `int`, `float`, `duration` (milliseconds) and `bytes` may be plotted.
 */
export const MetadataEntry = z.object({
  type: z.enum([
    ...(["text", "url", "path", "json", "markdown", "int", "float", "bool", "timestamp", "duration", "bytes"] as const),
    ...(["table", "tableSchema", "columnLineage", "asset", "run", "job"] as const),
  ]),
  value: z.unknown(),
});
export type MetadataEntry = z.infer<typeof MetadataEntry>;

/** By name. Readers treat an entry that isn't a {@link MetadataEntry} as JSON. */
export const Metadata = JsonByName;
