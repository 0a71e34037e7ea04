import { DomainError } from "@millrace/core";
import { type AccessReader, tokenPermissionMissing } from "@millrace/core/identity";
import type { Authenticate, AuthenticatedToken } from "@millrace/services/tokens";
import { orgAccess, resolveDeployment } from "../auth/access";
import { canInAny, type Located } from "../auth/locator";
import { clientAddress } from "../http/client-address";
import type { Match } from "./match";
import type { Route, RouteContext } from "./route";

/** The context of a route with every part that a path may name. */
export type AnyContext = RouteContext<"/orgs/{org}/deployments/{deployment}/locations/{location}">;

type Authenticating = {
  readonly authenticate: Authenticate;
  /** How many proxies in front may be believed about the caller's address. */
  readonly trustedHops: number;
};

/**
 * Returns who the request's token acts for.
 *
 * @throws {DomainError} `token_missing` or `token_invalid`
 */
export async function authenticated(
  deps: Authenticating,
  request: Request,
  requestId: string,
): Promise<AuthenticatedToken> {
  const [scheme, token] = request.headers.get("authorization")?.split(" ") ?? [];
  if (scheme?.toLowerCase() !== "bearer" || !token) {
    throw new DomainError("unauthorized", "token_missing", "Missing API token. Send it as Authorization: Bearer mr_….");
  }
  const principal = await deps.authenticate(token, { ip: clientAddress(request, deps.trustedHops), requestId });
  if (!principal) {
    throw new DomainError(
      "unauthorized",
      "token_invalid",
      "Invalid, expired, or revoked API token. Create a new one in Settings › API tokens.",
    );
  }
  return principal;
}

type Authenticated = { request: Request; url: URL; requestId: string; principal: AuthenticatedToken };

/**
 * Checks that the token belongs to the organization of the path, finds the deployment and code location of the path,
 * and checks the route's permission there.
 *
 * @throws {DomainError} `organization_not_found`, `deployment_not_found`, or `permission_missing`
 */
export async function authorized(
  deps: { readonly access: AccessReader },
  found: Match,
  base: Authenticated,
): Promise<AnyContext> {
  const { route, parameters } = found;
  const { principal } = base;
  const org = orgAccess(principal.member, { ...principal.actor, requestId: base.requestId }, principal.restriction);
  if (parameters.org !== undefined && parameters.org !== org.slug) {
    throw new DomainError("notFound", "organization_not_found", `Organization "${parameters.org}" not found.`);
  }
  const deployment =
    parameters.deployment === undefined ? undefined : await resolveDeployment(deps.access, org, parameters.deployment);
  const location =
    parameters.location === undefined
      ? undefined
      : {
          name: parameters.location,
          id: (await deps.access.findLocationId(org.orgId, parameters.location)) ?? undefined,
        };
  const ctx = { ...base, org, deployment, location } as AnyContext;
  const scope = { deploymentId: deployment?.id, locationId: location?.id };
  const { permission } = route;
  const isAllowed =
    permission === null || (route.location ? ctx.deployment.canSomewhere(permission) : org.can(permission, scope));
  if (!isAllowed) throw tokenPermissionMissing(permission);
  return ctx;
}

/**
 * Checks the permission of a route with a locator in the code location that its input leads to.
 *
 * @throws {DomainError} `permission_missing`, or `notFound` from the locator
 */
export async function located(
  { permission, location }: Route,
  { org, deployment }: AnyContext,
  input: Record<string, unknown>,
): Promise<Located> {
  if (!location || permission === null) return NOWHERE;
  const found = await location.find(org.scope, deployment, input);
  if (canInAny(deployment, permission, found)) return found;
  throw tokenPermissionMissing(permission);
}

const NOWHERE: Located = { locationIds: [] };
