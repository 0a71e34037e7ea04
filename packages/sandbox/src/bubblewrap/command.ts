import type { SandboxLimits } from "../backend";
import type { ResourceGroup } from "../resources/resource-groups";
import { imageCommand } from "../scratch/image";
import type { Slot } from "../slots/slot";

/**
 * Returns the host command that becomes the sandbox, without a further process: it mounts the scratch, joins the resource
 * group, and turns into bwrap under the slot's own user. Joining before bwrap starts leaves no moment outside the limits.
 */
export function hostCommand(
  bwrap: readonly string[],
  slot: Slot,
  limits: SandboxLimits,
  group: ResourceGroup | undefined,
): readonly [command: string, args: string[]] {
  const { uid } = slot;
  const dropped =
    uid === undefined
      ? bwrap
      : ["/usr/bin/setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--no-new-privs", ...bwrap];
  const script = `${(group?.joinFiles ?? []).map((file) => `echo $$ > '${file}' && `).join("")}exec "$@"`;
  const joined = ["/bin/sh", "-c", script, "sandbox", ...dropped];
  const image = { dir: slot.dir, at: slot.scratch, bytes: limits.scratchBytes, uid: uid ?? 0 };
  const [command, ...args] = slot.scratchKind === "image" ? imageCommand(image, joined) : joined;
  return [command as string, args];
}
