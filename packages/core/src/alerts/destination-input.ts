import { z } from "zod";
import { EmailAddress } from "../identity";
import { Severity } from "./severity";

const severity = Severity.exclude(["info"]).nullable().default(null).describe("least severity; null = all");

/** A destination as a person sets it. */
export const DestinationInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("slack"), target: z.string().trim().min(1, "is required").max(100), severity }),
  z.object({ kind: z.literal("email"), target: EmailAddress, severity }),
  z.object({
    kind: z.literal("webhook"),
    target: z.url({ protocol: /^https$/, error: "must be an https URL" }).max(2000),
    severity,
  }),
]);
export type DestinationInput = z.infer<typeof DestinationInput>;
