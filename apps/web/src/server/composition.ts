import { createAppRouter, createRestHandler, createRestRoutes, createTrpcHandler } from "@millrace/api";
import { DEFAULTS } from "@millrace/core";
import { createDb, createIdentityStores } from "@millrace/db";
import { createOnce, createRateLimiter } from "@millrace/queue";
import { createBackground, identityUseCases, systemClock } from "@millrace/services";
import { argon2Hasher } from "@millrace/services/accounts";
import { createSecretBox } from "@millrace/services/variables";
import { createLogger, createMetrics } from "@millrace/telemetry";
import { alertUseCases } from "./alert-use-cases";
import { callerAddress } from "./auth/caller-address";
import { contextFactory, recordDenied } from "./auth/context";
import { sessionReader } from "./auth/session-reader";
import { codeUseCases } from "./code-use-cases";
import { engineUseCases } from "./engine-use-cases";
import { type Env, readEnv } from "./env";
import { createConnectionLimits } from "./live/connection-limits";
import { createLiveHub } from "./live/live-hub";
import { slackInstall } from "./slack/slack-install";

export type WebServer = Awaited<ReturnType<typeof compose>>;

/** Longer than signing up or asking for a reset takes, with an account or without. */
const EVEN_TIME_MS = 300;

/** Everything that the dashboard's server is made of. The only place where clients are constructed. */
export async function compose(env: Env) {
  // next-auth knows its own address from here only.
  process.env.NEXTAUTH_URL = env.MILLRACE_URL;
  const log = createLogger({ name: "web", level: env.LOG_LEVEL });
  const metrics = createMetrics({ app: "web" });
  const onError = (err: Error) => log.warn({ err }, "connection failed");

  const db = createDb({ url: env.DATABASE_URL, applicationName: "millrace-web", onError });
  const rateLimiter = createRateLimiter({ url: env.REDIS_URL, onError });
  const once = createOnce({ url: env.REDIS_URL, onError });
  const stores = createIdentityStores(db);
  const useCases = identityUseCases({
    ...stores,
    hasher: argon2Hasher,
    rateLimiter,
    secretBox: createSecretBox(env.MILLRACE_ENCRYPTION_KEYS),
    clock: systemClock,
    publicUrl: env.MILLRACE_URL,
    mailDelivery: env.SMTP_URL ? "smtp" : "local",
    operatorEmails: env.PLATFORM_OPERATORS,
    embedded: env.MILLRACE_EMBEDDED,
    evenTimeMs: EVEN_TIME_MS,
    attemptsPerMinuteMax: env.SIGN_IN_ATTEMPTS_PER_MINUTE,
    background: createBackground((err) => log.error({ err }, "background work failed")),
  });
  const connectionLimits = createConnectionLimits({
    user: DEFAULTS.liveConnections.perUser,
    organization: DEFAULTS.liveConnections.perOrganization,
  });
  const live = createLiveHub({ url: env.DATABASE_URL, onError });
  const code = await codeUseCases(env, db, live);
  const engine = await engineUseCases(env, db);
  metrics.gauge("live_connections", "Open pages subscribed to live updates", [], (gauge) =>
    gauge.set(live.connections()),
  );

  const origins = originsOf(env);
  const readSession = sessionReader(env, useCases);
  const addressOf = callerAddress({
    trustedHops: env.TRUSTED_PROXY_HOPS,
    expected: env.MILLRACE_EMBEDDED
      ? undefined
      : { trustedHops: env.TRUSTED_PROXY_HOPS, isHttps: env.MILLRACE_URL.startsWith("https:") },
    onProblem: (problem) => log.warn({ problem }, "a request didn't come through the expected proxies"),
  });
  const contextOf = contextFactory({ addressOf, stores, log, readSession });
  const appRouter = createAppRouter({ ...useCases, ...code, ...engine, ...alertUseCases(env, db, rateLimiter) });

  return {
    env,
    log,
    metrics,
    db,
    stores,
    useCases,
    code,
    live,
    connectionLimits,
    readSession,
    addressOf,
    contextOf,
    appRouter,
    slackInstall: slackInstall(env, { db, once, log }),
    origins,
    handleTrpc: createTrpcHandler({
      router: appRouter,
      endpoint: "/api/trpc",
      origins,
      createContext: contextOf,
      rateLimiter,
    }),
    handleRest: createRestHandler(
      {
        authenticate: useCases.tokens.authenticate,
        access: stores.access,
        idempotency: stores.idempotency,
        rateLimiter,
        log,
        recordDenied: recordDenied(stores),
        trustedHops: env.TRUSTED_PROXY_HOPS,
        requestsPerMinuteMax: env.API_REQUESTS_PER_MINUTE,
      },
      createRestRoutes({ ...code, ...engine, organizations: useCases.organizations, audit: useCases.audit }),
    ),
    async close() {
      await live.close();
      await Promise.all([db.close(), rateLimiter.close(), once.close()]);
    },
    /** What must answer before this process can do its work. */
    readiness: {
      postgres: () => db.prisma.$queryRaw`select 1`,
      redis: () => rateLimiter.ping(),
    },
  };
}

/** Pages of these origins may call: the public address and, on a local installation, both names of the loopback. */
function originsOf(env: Env): string[] {
  if (!env.MILLRACE_EMBEDDED) return [env.MILLRACE_URL];
  const other = new URL(env.MILLRACE_URL);
  other.hostname = other.hostname === "localhost" ? "127.0.0.1" : "localhost";
  return [env.MILLRACE_URL, other.origin];
}

// Kept on the global object, so that a hot reload does not open the connections again.
const holder = globalThis as typeof globalThis & { millraceWeb?: Promise<WebServer> };

/** The one server of this process. */
export function getServer(): Promise<WebServer> {
  holder.millraceWeb ??= compose(readEnv());
  return holder.millraceWeb;
}
