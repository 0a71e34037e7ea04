import { DefinitionDiff } from "@millrace/core/manifest";
import { Version } from "@millrace/protocol";
import { z } from "zod";

/** Result of `millrace push`. */
export const PushResult = z.object({
  status: z.enum(["dryRun", "pushed", "ready", "active", "unchanged"]),
  location: z.string(),
  deployment: z.string(),
  version: Version.nullable(),
  diff: DefinitionDiff.nullable(),
  url: z.string().nullable(),
});
export type PushResult = z.infer<typeof PushResult>;
