import { DefinitionDiff, ManifestProblem } from "@millrace/core/manifest";
import { z } from "zod";

/** An event of `millrace dev`; with `--json`, one JSON value per line. */
export const DevEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("watching"), location: z.string(), deployment: z.string().nullable() }),
  z.object({ type: z.literal("reloaded"), ms: z.int(), summary: z.string(), diff: DefinitionDiff }),
  z.object({
    type: z.literal("rejected"),
    code: z.string(),
    message: z.string(),
    file: z.string().nullable(),
    line: z.int().nullable(),
    problems: z.array(ManifestProblem).readonly(),
  }),
  z.object({ type: z.literal("live"), ms: z.int(), deployment: z.string(), version: z.int(), url: z.string() }),
  z.object({ type: z.literal("ran"), run: z.string(), status: z.string(), url: z.string().nullable() }),
  z.object({ type: z.literal("stopped") }),
]);
export type DevEvent = z.infer<typeof DevEvent>;
