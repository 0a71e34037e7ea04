import type { Pusher } from "@millrace/services/locations";
import type { AuthenticatedToken } from "@millrace/services/tokens";
import type { DeploymentAccess } from "../../auth/access";

type PushContext = {
  readonly principal: AuthenticatedToken;
  readonly deployment: DeploymentAccess;
  readonly location: { readonly id: string | undefined };
};

/** Who pushes. Admins of the place push for every team; so do service tokens, which admins make for that. */
export function pusherOf({ principal, deployment, location }: PushContext): Pusher {
  const { role } = principal.member;
  const isAdmin = role === "admin" || role === "owner" || deployment.can("location:manage", location.id);
  return { userId: principal.userId, isAdmin };
}
