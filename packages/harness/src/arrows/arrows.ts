/**
 * Allowed imports between workspaces: the map in `docs/architecture.md` as data. Anything not listed is forbidden.
 * `registry` names packages that only these workspaces import.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  protocol: ["core"],
  sdk: ["core", "protocol"],
  runtime: ["sdk", "core", "protocol"],
  testing: ["sdk", "runtime", "bundle", "core", "protocol"],
  bundle: ["core", "protocol"],
  cli: ["sdk", "runtime", "testing", "bundle", "core", "protocol"],
  db: ["core", "protocol"],
  queue: ["core", "protocol"],
  storage: ["core"],
  sandbox: ["core", "protocol"],
  services: ["core", "protocol", "bundle"],
  api: ["services", "core", "protocol"],
  ui: ["core"],
  telemetry: ["core"],
  web: ["api", "services", "db", "queue", "storage", "telemetry", "ui", "core", "protocol", "bundle"],
  daemon: ["services", "db", "queue", "storage", "telemetry", "core", "protocol"],
  worker: ["services", "db", "queue", "storage", "telemetry", "sandbox", "bundle", "runtime", "core", "protocol"],
  slack: ["services", "db", "queue", "telemetry", "core", "protocol"],
};

/** Registry packages with a single importer, which everything else uses. */
export const SOLE_IMPORTERS: Readonly<Record<string, string>> = {
  "@prisma/client": "db",
  "@prisma/adapter-pg": "db",
  bullmq: "queue",
  "@aws-sdk/client-s3": "storage",
  "@slack/bolt": "slack",
};

/** Development-only workspaces. They can import anything, and only tests import them. */
export const DEVELOPMENT = ["embedded", "local", "harness", "faults", "bench", "reference", "e2e"] as const;

/**
 * Folders whose files call each other because their content is nested, such as the form of a schema within a schema.
 */
export const RECURSIVE = ["apps/web/src/features/config/form/"] as const;
