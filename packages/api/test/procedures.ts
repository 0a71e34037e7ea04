import type { ApiContext, AppDeps, ProcedureMeta, SessionUser } from "../src/index";
import { createAppRouter, createCaller } from "../src/index";
import { unreachable } from "./unreachable";

export type ProcedureInfo = {
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly meta: ProcedureMeta | undefined;
  readonly inputs: readonly unknown[];
};

/** The whole router on use cases that cannot be reached; no token is the caller's own. */
export const doorRouter = createAppRouter(unreachable<AppDeps>({ tokens: unreachable({ isOwn: async () => false }) }));

/** Every procedure of the router. */
export function allProcedures(): ProcedureInfo[] {
  return Object.entries(doorRouter._def.procedures as unknown as Record<string, { _def: ProcedureInfo }>).map(
    ([path, { _def }]) => ({ path, type: _def.type, meta: _def.meta, inputs: _def.inputs }),
  );
}

/** Those that reach an organization's data. */
export const orgProcedures = () =>
  allProcedures().filter(({ meta }) => meta?.access === "organization" || meta?.access === "deployment");

/** Calls a procedure by its path. */
export function callProcedure(ctx: ApiContext, path: string, input: unknown, router = doorRouter): Promise<unknown> {
  const caller: unknown = createCaller(router)(ctx);
  const call = path.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], caller);
  return (call as (input: unknown) => Promise<unknown>)(input);
}

type Overrides = Partial<Pick<ApiContext, "access" | "recordDenied">> & { user: Pick<SessionUser, "id"> | null };

/** A context as the dashboard's server creates it. */
export function contextFor({ user, ...overrides }: Overrides): ApiContext {
  return {
    requestId: "req_test",
    ip: "203.0.113.7",
    userAgent: "Vitest",
    user: user && {
      email: "x@example.com",
      name: "X",
      sessionId: "ses_x",
      isVerified: true,
      isOperator: false,
      ...user,
    },
    access: unreachable(),
    log: { warn: () => {}, error: () => {} },
    recordDenied: async () => {},
    ...overrides,
  };
}
