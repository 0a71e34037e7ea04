import { type DefinitionDiff, diffManifests, type Manifest } from "@millrace/core/manifest";
import { ActiveManifest } from "@millrace/protocol";
import type { CommandContext } from "../command-context";

/** Returns what pushing a manifest would change in the deployment. */
export async function localDiff(context: CommandContext, manifest: Manifest): Promise<DefinitionDiff> {
  const client = await context.client();
  const location = encodeURIComponent(await context.location());
  const active = await client.request(
    ActiveManifest,
    "GET",
    `${await context.deploymentPath()}/locations/${location}/manifest`,
  );
  return diffManifests(active.manifest ?? undefined, manifest);
}
