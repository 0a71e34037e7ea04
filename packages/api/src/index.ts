export {
  type AccessReader,
  type DeploymentAccess,
  type MembershipRecord,
  type OrgAccess,
  orgAccess,
  type TokenRestriction,
} from "./auth/access";
export { clientAddress } from "./http/client-address";
export { withBodyRead } from "./http/read-body-bytes";
export { assertJson, assertSameOriginMutation } from "./http/request-guard";
export { requestIdOf } from "./http/request-id";
export { createRestHandler, type RestDeps } from "./rest/handle";
export type { IdempotencyStore, StoredAnswer } from "./rest/idempotency";
export { openApiDocument } from "./rest/openapi";
export { pageOf } from "./rest/page";
export type { Authenticate, TokenPrincipal } from "./rest/principal";
export { ProblemDocument, problemResponse } from "./rest/problem";
export type { RateLimiter, RateVerdict } from "./rest/rate-limit";
export { createRestRoutes, type RestRouteDeps } from "./rest/root";
export { type Route, type RouteContext, route } from "./rest/route";
export { type AppDeps, type AppRouter, createAppRouter, createCaller } from "./root";
export type { ApiContext, ApiLog, DeniedAttempt, SessionUser } from "./trpc/context";
export { createTrpcHandler, type TrpcHandlerDeps } from "./trpc/handle";
export { createCallerFactory, type ProcedureMeta } from "./trpc/trpc";
