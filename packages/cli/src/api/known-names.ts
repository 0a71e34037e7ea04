import { definitionEntries, type Manifest, type ManifestContext, type ManifestProblem } from "@millrace/core";
import { KnownNames } from "@millrace/protocol";
import type { CommandContext } from "../command-context";
import { CliError } from "../errors/cli-error";

/** Nobody can be asked; checks go on with what the project itself says. */
const UNASKED = new Set(["server_unknown", "token_missing", "server_unreachable"]);

export type AskedNames = { readonly context: ManifestContext; readonly problems: readonly ManifestProblem[] };

/** What the server knows of the names that a manifest uses; undefined, with a note, when no server can be asked. */
export async function askKnownNames(context: CommandContext, manifest: Manifest): Promise<AskedNames | undefined> {
  const entries = definitionEntries(manifest);
  const location = await context.location();
  const members = [...new Set(entries.flatMap(({ owners }) => owners).filter((owner) => !owner.startsWith("team:")))];
  try {
    const client = await context.client();
    const path = `${await context.deploymentPath()}/locations/${encodeURIComponent(location)}/names`;
    const definitions = entries.map(({ kind, key }) => ({ kind, key }));
    const known = await client.request(KnownNames, "POST", path, { body: { members, definitions } });
    return {
      context: {
        teams: new Set(known.teams),
        members: new Set(known.members.map((address) => address.toLowerCase())),
        variables: new Set(known.variables),
      },
      problems: known.taken.map(({ kind, key, location: owner }) => ({
        severity: "error",
        code: "definition_key_taken",
        message: `The ${kind} "${key}" belongs to the code location "${owner}" in this deployment: rename it, or use externalAsset("${key}", …) to depend on the other location's`,
        ...sourceOf(entries.find((entry) => entry.kind === kind && entry.key === key)?.data),
      })),
    };
  } catch (error) {
    if (!(error instanceof CliError) || !UNASKED.has(error.code)) throw error;
    context.output.note(`No server was asked, so owners and variables are not checked (${error.message})`);
    return undefined;
  }
}

const sourceOf = (data: Readonly<Record<string, unknown>> | undefined): Pick<ManifestProblem, "source"> =>
  data?.source ? { source: data.source as NonNullable<ManifestProblem["source"]> } : {};
