import type { RateLimiter } from "@millrace/core";
import { DEFAULTS, DomainError, isDomainError } from "@millrace/core";
import { type AccessReader, type IdempotencyStore, isPermissionMissing } from "@millrace/core/identity";
import { API_VERSION } from "@millrace/protocol";
import type { Authenticate } from "@millrace/services/tokens";
import { z } from "zod";
import { requestIdOf } from "../http/request-id";
import type { ApiLog, DeniedAttempt } from "../trpc/context";
import { authenticated, authorized } from "./authorize";
import { createMatcher, type Match } from "./match";
import { openApiDocument } from "./openapi";
import { problemResponse } from "./problem";
import { rateHeaders, tooManyRequests } from "./rate-limit";
import { methodNotAllowed, openApiResponse, withCommonHeaders, withHeaders } from "./respond";
import type { Route } from "./route";
import { runRoute } from "./run-route";

const WINDOW_SECONDS = 60;

/** Answer of `/api/v1` itself. */
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
  /** Records a change that a token wasn't allowed to make. */
  recordDenied(attempt: DeniedAttempt): Promise<void>;
  /** How many proxies in front may be believed about the caller's address. */
  readonly trustedHops: number;
  readonly requestsPerMinuteMax?: number;
};

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
      return withCommonHeaders(toErrorResponse(deps.log, error, { requestId, path }), requestId);
    }
  };
}

async function answer(deps: RestDeps, found: Match, request: Request, url: URL, requestId: string): Promise<Response> {
  const { route, parameters } = found;
  const principal = await authenticated(deps, request, requestId);
  const max = deps.requestsPerMinuteMax ?? DEFAULTS.rates.apiRequestsPerTokenPerMinute;
  const verdict = await deps.rateLimiter.take(`api:${principal.tokenId}`, { max, windowSeconds: WINDOW_SECONDS });
  const limits = rateHeaders(verdict, max, WINDOW_SECONDS);
  try {
    if (!verdict.allowed) throw tooManyRequests(max, verdict);
    const ctx = await authorized(deps, found, { request, url, requestId, principal });
    if (route.perMinuteMax !== undefined) await takeOfOrganization(deps, route, route.perMinuteMax, ctx.org.orgId);
    return withHeaders(await runRoute(deps, route, ctx, parameters), limits, requestId);
  } catch (error) {
    if (route.method !== "GET" && isPermissionMissing(error)) {
      const actor = { ...principal.actor, requestId };
      const path = `${route.method} ${route.path}`;
      await deps.recordDenied({ orgId: principal.member.orgId, actor, permission: error.permission, path });
    }
    return withHeaders(toErrorResponse(deps.log, error, { requestId, route: route.path }), limits, requestId);
  }
}

/** @throws {DomainError} `organization_rate_limit` */
async function takeOfOrganization(deps: RestDeps, { method, path }: Route, max: number, orgId: string): Promise<void> {
  const bucket = `api:${method} ${path}:${orgId}`;
  const { allowed, resetSeconds } = await deps.rateLimiter.take(bucket, { max, windowSeconds: WINDOW_SECONDS });
  if (allowed) return;
  throw new DomainError(
    "overLimit",
    "organization_rate_limit",
    `Too many requests of this kind (limit: ${max} per organization and minute). Try again in ${resetSeconds} seconds.`,
    { retryAfterSeconds: resetSeconds },
  );
}

/** The answer to an error; one that is not the caller's fault is reported. */
function toErrorResponse(
  log: ApiLog,
  error: unknown,
  fields: { requestId: string; path?: string; route?: string },
): Response {
  const isCallers = isDomainError(error) || error instanceof z.ZodError;
  if (!isCallers) log.error({ err: error, ...fields }, "request failed");
  return problemResponse(error, fields.requestId);
}

const noSuchRoute = (method: string, path: string) =>
  new DomainError("notFound", "route_not_found", `${method} /api/v1${path} doesn't exist. See /api/v1/openapi.json.`);
