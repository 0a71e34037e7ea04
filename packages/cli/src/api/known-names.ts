import { definitionEntries, type Manifest, type ManifestContext } from "@millrace/core/manifest";
import { KnownNames } from "@millrace/protocol";
import type { CommandContext, Project } from "../command-context";
import { CliError } from "../errors/cli-error";

/** Errors after which checks continue with only the project's own definitions. */
const SKIP_LOOKUP_CODES = new Set(["server_not_configured", "token_missing", "server_unreachable"]);

/** Asks the server which names of a manifest it knows. Returns nothing, with a note, if no server can be reached. */
export async function askKnownNames(
  context: CommandContext,
  { config }: Project,
  manifest: Manifest,
): Promise<ManifestContext> {
  const entries = definitionEntries(manifest);
  const members = [...new Set(entries.flatMap(({ owners }) => owners).filter((owner) => !owner.startsWith("team:")))];
  const definitions = entries.map(({ kind, key }) => ({ kind, key }));
  try {
    const client = await context.client();
    const location = encodeURIComponent(await context.location());
    const path = `${await context.deploymentPath()}/locations/${location}/names`;
    const body = { team: config.team, members, definitions };
    const known = await client.request(KnownNames, "POST", path, { body });
    return {
      ...known,
      deployment: await context.deployment(),
      teams: new Set(known.teams),
      members: new Set(known.members.map((address) => address.toLowerCase())),
      variables: new Set(known.variables),
    };
  } catch (error) {
    if (!(error instanceof CliError) || !SKIP_LOOKUP_CODES.has(error.code)) throw error;
    context.output.note(`Owners and variables weren't checked because no server is available (${error.message})`);
    return {};
  }
}
