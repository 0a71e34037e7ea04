import type { AccessReader } from "@millrace/core/identity";
import type { Actor } from "@millrace/services";

/** The person behind a session. */
export type SessionUser = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly sessionId: string;
  readonly isVerified: boolean;
  readonly isOperator: boolean;
};

/** A refusal that belongs in the organization's audit log. */
export type DeniedAttempt = {
  readonly orgId: string;
  readonly actor: Actor;
  readonly permission: string;
  readonly path: string;
};

export type ApiLog = {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** What a request to the tRPC API carries. */
export type ApiContext = {
  readonly requestId: string;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
  readonly user: SessionUser | null;
  readonly access: AccessReader;
  readonly log: ApiLog;
  recordDenied(attempt: DeniedAttempt): Promise<void>;
};

export const actorOf = (ctx: Pick<ApiContext, "ip" | "requestId">, user: SessionUser): Actor => ({
  kind: "user",
  id: user.id,
  name: user.name,
  ip: ctx.ip,
  requestId: ctx.requestId,
});
