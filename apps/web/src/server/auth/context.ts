import type { ApiContext, DeniedAttempt } from "@millrace/api";
import type { IdentityStores } from "@millrace/db";
import type { Logger } from "@millrace/telemetry";
import type { CallerAddress } from "./caller-address";
import { cookieOf, type ReadSession } from "./session-reader";

type Deps = { addressOf: CallerAddress; stores: IdentityStores; log: Logger; readSession: ReadSession };

/** Makes the context of a procedure call from a request. */
export function contextFactory({ addressOf, stores, log, readSession }: Deps) {
  return async (request: Request, requestId: string): Promise<ApiContext> => ({
    requestId,
    ip: addressOf(request),
    userAgent: request.headers.get("user-agent") ?? undefined,
    user: await readSession(cookieOf(request)),
    access: stores.access,
    log,
    recordDenied: recordDenied(stores),
  });
}

/** Writes a change that was refused to the organization's audit log. */
export const recordDenied =
  (stores: IdentityStores) =>
  ({ orgId, actor, permission, path }: DeniedAttempt): Promise<void> =>
    stores.audit.append(orgId, { actor, action: "authorization.denied", target: path, details: { permission } });
