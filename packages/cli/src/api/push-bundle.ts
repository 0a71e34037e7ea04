import { parseDuration } from "@millrace/core/retry";
import { BundlePresence, type ProjectConfig, PushAnswer, UploadedBundle } from "@millrace/protocol";
import type { CommandContext, Project } from "../command-context";
import { gitCommit } from "../project/git-commit";

type Bundle = { readonly hash: string; readonly archive: Buffer };

/** Uploads a bundle unless the server has it. Returns true if it did. */
export async function uploadBundle(context: CommandContext, location: string, bundle: Bundle): Promise<boolean> {
  const client = await context.client();
  const { exists } = await client.request(BundlePresence, "GET", await pathOf(context, location, bundle));
  if (!exists) await putBundle(context, location, bundle);
  return exists;
}

/** Uploads bytes that are new, or too small to check first. */
export async function putBundle(context: CommandContext, location: string, bundle: Bundle): Promise<void> {
  const client = await context.client();
  await client.request(UploadedBundle, "PUT", await pathOf(context, location, bundle), { bytes: bundle.archive });
}

const pathOf = async (context: CommandContext, location: string, { hash }: Bundle): Promise<string> =>
  `${await context.orgPath()}/locations/${encodeURIComponent(location)}/bundles/${hash}`;

/** Creates a version of a stored bundle. The server loads it and, by default, activates it. */
export async function createVersion(
  context: CommandContext,
  location: string,
  { projectDir, config }: Project,
  options: { bundleHash: string; activate: boolean; externalId?: string | undefined },
): Promise<PushAnswer> {
  const client = await context.client();
  const path = `${await context.deploymentPath()}/locations/${encodeURIComponent(location)}/versions`;
  return client.request(PushAnswer, "POST", path, {
    body: { ...options, team: config.team, loadTimeoutMs: loadTimeoutMs(config), ...gitCommit(projectDir) },
  });
}

const loadTimeoutMs = ({ loadTimeout }: ProjectConfig): number | undefined =>
  loadTimeout === undefined ? undefined : parseDuration(loadTimeout);
