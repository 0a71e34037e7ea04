import { DEFAULTS, DomainError, isDomainError } from "@millrace/core";
import { API_VERSION } from "@millrace/protocol";
import { z } from "zod";
import { type AccessReader, orgAccess, resolveDeployment } from "../auth/access";
import { clientAddress } from "../http/client-address";
import { requestIdOf } from "../http/request-id";
import type { ApiLog } from "../trpc/context";
import { type IdempotencyStore, once } from "./idempotency";
import { readInput } from "./input";
import { createMatcher, type Match } from "./match";
import { openApiDocument } from "./openapi";
import { nextLink } from "./page";
import type { Authenticate, TokenPrincipal } from "./principal";
import { problemResponse } from "./problem";
import { type RateLimiter, rateHeaders, tooManyRequests } from "./rate-limit";
import type { Route, RouteContext } from "./route";

const WINDOW_SECONDS = 60;

/** What somebody sees who opens `/api/v1` itself. */
const INDEX = {
  name: "Millrace API",
  version: API_VERSION,
  description: "/api/v1/openapi.json",
  authentication: "Authorization: Bearer mr_…",
};

export type RestDeps = {
  readonly authenticate: Authenticate;
  readonly access: AccessReader;
  readonly idempotency: IdempotencyStore;
  readonly rateLimiter: RateLimiter;
  readonly log: ApiLog;
  /** How many proxies in front may be believed about the caller's address. */
  readonly trustedHops: number;
  readonly requestsPerMinuteMax?: number;
};

type AnyContext = RouteContext<"/orgs/{org}/deployments/{deployment}/locations/{location}">;

/** The public API as one function from Request to Response, to be mounted at `/api/v1`. */
export function createRestHandler(deps: RestDeps, routes: readonly Route[]): (request: Request) => Promise<Response> {
  const match = createMatcher(routes);
  const openApi = JSON.stringify(openApiDocument(routes));

  return async (request) => {
    const requestId = requestIdOf(request);
    const url = new URL(request.url);
    const path = url.pathname.replace(/^\/api\/v1/, "") || "/";
    try {
      if (path === "/openapi.json" && request.method === "GET") return openApiResponse(openApi, requestId);
      if (path === "/" && request.method === "GET") return withCommonHeaders(Response.json(INDEX), requestId);
      const found = match(request.method, path);
      if (found === undefined) throw noSuchRoute(request.method, path);
      if (found === "wrongMethod") return methodNotAllowed(requestId);
      return await answer(deps, found, request, url, requestId);
    } catch (error) {
      if (!isDomainError(error) && !(error instanceof z.ZodError))
        deps.log.error({ err: error, requestId, path }, "request failed");
      return withCommonHeaders(problemResponse(error, requestId), requestId);
    }
  };
}

async function answer(deps: RestDeps, found: Match, request: Request, url: URL, requestId: string): Promise<Response> {
  const { route } = found;
  const principal = await authenticated(deps, request, requestId);
  const max = deps.requestsPerMinuteMax ?? DEFAULTS.rates.apiRequestsPerTokenPerMinute;
  const verdict = await deps.rateLimiter.take(`api:${principal.tokenId}`, { max, windowSeconds: WINDOW_SECONDS });
  const limits = rateHeaders(verdict, max, WINDOW_SECONDS);
  if (!verdict.allowed)
    return withHeaders(problemResponse(tooManyRequests(max, verdict), requestId), limits, requestId);

  try {
    const ctx = await authorized(deps, found, { request, url, requestId, principal });
    return withHeaders(await run(deps, route, ctx, found.parameters), limits, requestId);
  } catch (error) {
    if (!isDomainError(error) && !(error instanceof z.ZodError)) {
      deps.log.error({ err: error, requestId, route: route.path }, "request failed");
    }
    return withHeaders(problemResponse(error, requestId), limits, requestId);
  }
}

async function authenticated(deps: RestDeps, request: Request, requestId: string): Promise<TokenPrincipal> {
  const [scheme, token] = request.headers.get("authorization")?.split(" ") ?? [];
  if (scheme?.toLowerCase() !== "bearer" || !token) {
    throw new DomainError("unauthorized", "token_missing", "Send an API token: Authorization: Bearer mr_…");
  }
  const principal = await deps.authenticate(token, { ip: clientAddress(request, deps.trustedHops), requestId });
  if (!principal) {
    throw new DomainError(
      "unauthorized",
      "token_invalid",
      "The API token is unknown, expired or revoked; create one under Settings, API tokens",
    );
  }
  return principal;
}

type Authenticated = { request: Request; url: URL; requestId: string; principal: TokenPrincipal };

/** Proves that the token reaches the organization and deployment of the path, and may do what the route needs. */
async function authorized(deps: RestDeps, found: Match, base: Authenticated): Promise<AnyContext> {
  const { route, parameters } = found;
  const { principal } = base;
  const org = orgAccess(principal.member, { ...principal.actor, requestId: base.requestId }, principal.restriction);
  if (parameters.org !== undefined && parameters.org !== org.slug) {
    throw new DomainError("notFound", "organization_not_found", `There is no organization "${parameters.org}"`);
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
    throw new DomainError(
      "forbidden",
      "permission_missing",
      `This token may not do that: it needs ${route.permission} in its role and its scopes`,
    );
  }
  return { ...base, org, deployment, location } as AnyContext;
}

async function run(
  deps: RestDeps,
  route: Route,
  ctx: AnyContext,
  parameters: Record<string, string>,
): Promise<Response> {
  const raw = await readInput(route, ctx.request, ctx.url, parameters);
  const input = route.input.parse(raw.values);
  const key = ctx.request.headers.get("idempotency-key");
  if (key !== null && route.method === "POST" && route.body !== "bytes") {
    const name = `${route.method} ${ctx.url.pathname}`;
    const done = await once(
      deps.idempotency,
      { orgId: ctx.org.orgId, key, route: name, body: raw.bodyText },
      async () => ({
        status: route.status ?? 200,
        body: route.output.parse(await route.handler(ctx, input)),
      }),
    );
    return jsonResponse(done.body, done.status, done.replayed ? { "idempotent-replayed": "true" } : {});
  }
  const result = await route.handler(ctx, input);
  if (result instanceof Response) return result;
  if (route.status === 204) return new Response(null, { status: 204 });
  const body = route.output.parse(result);
  const link = nextLink(ctx.url, body);
  return jsonResponse(body, route.status ?? 200, link ? { link } : {});
}

const jsonResponse = (body: unknown, status: number, headers: Record<string, string>) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

function withHeaders(response: Response, headers: Record<string, string>, requestId: string): Response {
  const answer = withCommonHeaders(response, requestId);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

function withCommonHeaders(response: Response, requestId: string): Response {
  const answer = new Response(response.body, response);
  answer.headers.set("millrace-version", API_VERSION);
  answer.headers.set("x-request-id", requestId);
  if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "no-store");
  return answer;
}

const openApiResponse = (document: string, requestId: string) =>
  withCommonHeaders(
    new Response(document, { headers: { "content-type": "application/json", "cache-control": "public, max-age=300" } }),
    requestId,
  );

const methodNotAllowed = (requestId: string) => {
  const problem = problemResponse(
    new DomainError("invalid", "method_not_allowed", "This path has no such method"),
    requestId,
  );
  return withCommonHeaders(new Response(problem.body, { status: 405, headers: problem.headers }), requestId);
};

const noSuchRoute = (method: string, path: string) =>
  new DomainError("notFound", "route_not_found", `There is no ${method} /api/v1${path}; see /api/v1/openapi.json`);
