import { DefinitionKind } from "@millrace/core/manifest";
import { z } from "zod";

/** A person's own environment. */
export const PersonalDeployment = z.object({ name: z.string(), created: z.boolean() });
export type PersonalDeployment = z.infer<typeof PersonalDeployment>;

/** What a platform knows of the names that a code location uses. */
export const KnownNames = z.object({
  /** Slugs of all teams. */
  teams: z.array(z.string()).readonly(),
  /** Those of the addresses that were asked for which are members'. */
  members: z.array(z.string()).readonly(),
  /** Variables that the location sees in the deployment. */
  variables: z.array(z.string()).readonly(),
  /** Keys that another code location of the deployment has. */
  taken: z.array(z.object({ kind: DefinitionKind, key: z.string(), location: z.string() })).readonly(),
  /** Jobs and assets that alert policies name, and that the deployment has from this location now. */
  watched: z.array(z.object({ policy: z.string(), kind: z.enum(["job", "asset"]), key: z.string() })).readonly(),
});
export type KnownNames = z.infer<typeof KnownNames>;
