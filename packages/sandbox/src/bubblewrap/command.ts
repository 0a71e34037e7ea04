import type { ResourceGroup } from "../resources/resource-groups";

/**
 * The host command that becomes the sandbox: a shell that joins the resource group and then turns, without a further
 * process, into bwrap under the slot's own user. Joining before bwrap starts leaves no moment outside the limits.
 */
export function hostCommand(
  bwrap: readonly string[],
  uid: number | undefined,
  group: ResourceGroup | undefined,
): readonly [command: string, args: string[]] {
  const dropped =
    uid === undefined
      ? bwrap
      : ["/usr/bin/setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--no-new-privs", ...bwrap];
  const script = `${(group?.joinFiles ?? []).map((file) => `echo $$ > '${file}' && `).join("")}exec "$@"`;
  return ["/bin/sh", ["-c", script, "sandbox", ...dropped]];
}
