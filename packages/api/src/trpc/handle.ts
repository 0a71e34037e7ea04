import type { RateLimiter } from "@millrace/core";
import { DEFAULTS, DomainError, isDomainError } from "@millrace/core";
import { type AnyTRPCRouter, TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { withBodyRead } from "../http/read-body-bytes";
import { assertSameOriginMutation } from "../http/request-guard";
import { requestIdOf } from "../http/request-id";
import { problemResponse } from "../rest/problem";
import type { ApiContext } from "./context";

const BATCH_SIZE_MAX = 50;
/** Calls in a batch share it; the largest is 10,000 partition keys. */
const BODY_BYTES_MAX = 4 * 1024 ** 2;

export type TrpcHandlerDeps = {
  readonly router: AnyTRPCRouter;
  readonly endpoint: string;
  /** Origins whose pages may call: the dashboard's own. */
  readonly origins: readonly string[];
  createContext(request: Request, requestId: string): Promise<ApiContext>;
  readonly rateLimiter: RateLimiter;
  /** Requests of one signed-in person per minute; a batch is one request. */
  readonly requestsPerMinuteMax?: number;
};

/** The dashboard's API as one function from Request to Response. */
export function createTrpcHandler(deps: TrpcHandlerDeps): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = requestIdOf(request);
    let req = request;
    try {
      assertSameOriginMutation(request, deps.origins);
      req = await withBodyRead(request, BODY_BYTES_MAX);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return problemResponse(error, requestId);
    }
    return fetchRequestHandler({
      endpoint: deps.endpoint,
      req,
      router: deps.router,
      maxBatchSize: BATCH_SIZE_MAX,
      createContext: async () => {
        const context = await deps.createContext(request, requestId);
        await takeRequest(deps, context.user?.id);
        return context;
      },
      responseMeta: () => ({ headers: new Headers({ "x-request-id": requestId, "cache-control": "no-store" }) }),
      onError: ({ error, path, ctx }) => {
        if (error.code !== "INTERNAL_SERVER_ERROR" && error.code !== "SERVICE_UNAVAILABLE") return;
        const log = (ctx as ApiContext | undefined)?.log;
        log?.error({ err: error.cause ?? error, path, requestId }, "procedure failed");
      },
    });
  };
}

/** Anonymous requests have limits of their own, per account and network address. */
async function takeRequest(deps: TrpcHandlerDeps, userId: string | undefined): Promise<void> {
  if (userId === undefined) return;
  const max = deps.requestsPerMinuteMax ?? DEFAULTS.rates.dashboardRequestsPerUserPerMinute;
  const { allowed, resetSeconds } = await deps.rateLimiter.take(`trpc:user:${userId}`, { max, windowSeconds: 60 });
  if (allowed) return;
  const cause = new DomainError(
    "overLimit",
    "dashboard_rate_limit",
    `Too many requests (limit: ${max} per person and minute). Try again in ${resetSeconds} seconds.`,
    { retryAfterSeconds: resetSeconds },
  );
  throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: cause.message, cause });
}
