/**
 * Which workspace may import which: the map of `docs/architecture.md` as data. What is not listed is forbidden.
 * `registry` names packages that only these workspaces may import.
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

/** Registry packages that have one importer: everything else goes through it. */
export const SOLE_IMPORTERS: Readonly<Record<string, string>> = {
  "@prisma/client": "db",
  "@prisma/adapter-pg": "db",
  bullmq: "queue",
  "@aws-sdk/client-s3": "storage",
  "@slack/bolt": "slack",
};

/** Development-only workspaces: free to import anything, imported by tests alone. */
export const DEVELOPMENT = ["embedded", "local", "harness", "faults", "bench", "reference", "e2e"] as const;

/** Folders whose files call each other because what they show is nested: the form of a schema in a schema. */
export const RECURSIVE = ["apps/web/src/features/config/form/"] as const;
