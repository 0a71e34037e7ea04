import { DomainError } from "@millrace/core";
import { PermissionMissingError } from "@millrace/core/identity";
import { type AccessReader, orgAccess, resolveDeployment } from "../auth/access";
import { clientAddress } from "../http/client-address";
import type { Match } from "./match";
import type { Authenticate, TokenPrincipal } from "./principal";
import type { RouteContext } from "./route";

/** The context of a route with every part that a path may name. */
export type AnyContext = RouteContext<"/orgs/{org}/deployments/{deployment}/locations/{location}">;

type Authenticating = {
  readonly authenticate: Authenticate;
  /** How many proxies in front may be believed about the caller's address. */
  readonly trustedHops: number;
};

/** Who the request's token speaks for. */
export async function authenticated(
  deps: Authenticating,
  request: Request,
  requestId: string,
): Promise<TokenPrincipal> {
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

type Authenticated = { request: Request; url: URL; requestId: string; principal: TokenPrincipal };

/** Proves that the token reaches the organization and deployment of the path, and may do what the route needs. */
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
  const place = { deploymentId: deployment?.id, locationId: location?.id };
  if (route.permission !== null && !org.can(route.permission, place)) {
    throw new PermissionMissingError(
      route.permission,
      `This token isn't allowed to do that. Its role and scopes must include ${route.permission}.`,
    );
  }
  return { ...base, org, deployment, location } as AnyContext;
}
