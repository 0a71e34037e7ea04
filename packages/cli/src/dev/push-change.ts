import { awaitVersion } from "../api/await-version";
import { pageUrl } from "../api/page-url";
import { createVersion, putBundle } from "../api/push-bundle";
import type { CommandContext, Project } from "../command-context";

type Bundle = { readonly hash: string; readonly archive: Buffer };
type Live = { readonly version: number; readonly url: string };

/**
 * Pushes what changed since the last call, and resolves when the version is active. Resolves with undefined if nothing
 * changed.
 */
export function changePusher(context: CommandContext): (project: Project, bundle: Bundle) => Promise<Live | undefined> {
  let pushedHash: string | undefined;
  let warned = "";
  return async (project, bundle) => {
    if (bundle.hash === pushedHash) return undefined;
    const location = await context.location();
    await putBundle(context, location, bundle);
    const pushed = await createVersion(context, location, project, { bundleHash: bundle.hash, activate: true });
    const version = await awaitVersion(context, location, pushed.version.number, () => {});
    pushedHash = bundle.hash;
    const warnings = JSON.stringify(version.warnings);
    if (warnings !== warned) for (const warning of version.warnings) context.output.problem(warning);
    warned = warnings;
    return { version: version.number, url: await pageUrl(context, `code/${encodeURIComponent(location)}`) };
  };
}
