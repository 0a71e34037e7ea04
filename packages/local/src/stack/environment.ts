import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Home } from "../home";

/** Returns the environment that the apps of a stack share. `docs/configuration.md` explains each variable. */
export function appEnvironment(options: {
  home: Home;
  databaseUrl: string;
  redisUrl: string;
  webPort: number;
  extra?: Record<string, string>;
}): Record<string, string> {
  const { home } = options;
  const url = `http://localhost:${options.webPort}`;
  return {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? home.dir,
    NEXT_TELEMETRY_DISABLED: "1",
    MILLRACE_EMBEDDED: "1",
    MILLRACE_URL: process.env.MILLRACE_URL ?? url,
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: options.redisUrl,
    MILLRACE_SECRET: home.secrets.secret,
    MILLRACE_ENCRYPTION_KEYS: home.secrets.encryptionKeys,
    STORAGE_URL: pathToFileURL(join(home.dir, "objects")).href,
    WORKER_DATA_DIR: join(home.dir, "worker"),
    // A local machine runs its own user's code. Where bubblewrap doesn't work, a plain process with a notice is
    // acceptable.
    SANDBOX_ALLOW_PROCESS: "1",
    SLACK_SIGNING_SECRET: home.secrets.slackSigningSecret,
    ...inheritedEnv(),
    ...options.extra,
  };
}

/** Settings that the user can set in the shell that runs `npm start`. */
const PASSED_ON = [
  "PLATFORM_OPERATORS",
  "TRUSTED_PROXY_HOPS",
  "METRICS_TOKEN",
  "HEALTH_HOST",
  "SIGN_IN_ATTEMPTS_PER_MINUTE",
  "API_REQUESTS_PER_MINUTE",
  "STORAGE_URL",
  "SMTP_URL",
  "MAIL_FROM",
  "GITHUB_ID",
  "GITHUB_SECRET",
  "GOOGLE_ID",
  "GOOGLE_SECRET",
  "SANDBOX_LAUNCHER",
  "SANDBOX_UID_BASE",
  "EGRESS_PRIVATE_RANGES",
  "WORKER_CONCURRENCY",
  "WORKER_WARM_SANDBOXES",
  "WORKER_CACHE_BYTES",
  "WORKER_DRAIN_SECONDS",
  "WORKER_CANCEL_GRACE_SECONDS",
  "SLACK_BOT_TOKEN",
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
  "SLACK_SIGNING_SECRET",
  "SLACK_API_URL",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "LOG_LEVEL",
  "NODE_EXTRA_CA_CERTS",
] as const;

function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
