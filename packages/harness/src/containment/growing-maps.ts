/** Workspaces whose code runs in the apps, where a map that grows without a limit costs every organization. */
export const SHARED_BY_TENANTS = [
  "daemon",
  "worker",
  "slack",
  "web",
  "services",
  "db",
  "queue",
  "storage",
  "sandbox",
  "telemetry",
  "api",
] as const;

/** Folders in which a map lives no longer than one call. */
export const SHORT_LIVED = ["packages/db/src/stores/"] as const;

/** What limits each map or set that starts empty, by the file that creates it. */
export const LIMITED_BY: Readonly<Record<string, string>> = {
  "apps/slack/src/delivery/slack-errors.ts": "constant",
  "apps/web/src/server/live/connection-limits.ts": "open connections, which it limits",
  "apps/web/src/server/live/live-hub.ts": "open connections (connection-limits.ts)",
  "apps/worker/src/bundles/bundle-cache.ts": "bytesMax and ENTRIES_MAX",
  "apps/worker/src/emitter.ts": "runs being executed (WORKER_CONCURRENCY)",
  "packages/api/src/http/unknown-fields.ts": "one call",
  "packages/db/src/leases/lease-keeper.ts": "runs being executed (WORKER_CONCURRENCY)",
  "packages/db/src/leases/lease-thread.ts": "runs being executed (WORKER_CONCURRENCY)",
  "packages/db/src/sql.ts": "statements in the code",
  "packages/queue/src/publisher.ts": "queues in the catalog",
  "packages/queue/src/rate-limiter.ts": "WINDOWS_MAX",
  "packages/sandbox/src/broker/broker.ts": "CONNECTIONS_MAX",
  "packages/sandbox/src/bubblewrap/uid-pool.ts": "sandboxes",
  "packages/sandbox/src/pool/sandbox-pool.ts": "sandboxes",
  "packages/sandbox/src/resources/cgroup-files.ts": "one call",
  "packages/services/src/alerts/open-due-incidents.ts": "one call",
  "packages/services/src/alerts/pacer.ts": "10,000 channels",
  "packages/services/src/assets/asset-page.ts": "one call",
  "packages/services/src/assets/catalog.ts": "one call",
  "packages/services/src/assets/stale-reasons.ts": "one call",
  "packages/services/src/checks/checker.ts": "SUSPECTS_MAX",
  "packages/services/src/checks/turns.ts": "organizations with a waiting check, waitingMax each",
  "packages/services/src/limits/limit-usage.ts": "one call",
  "packages/services/src/runs/admit-runs.ts": "one call",
  "packages/services/src/runs/manifest-cache.ts": "entriesMax",
  "packages/services/src/runs/remaining-capacity.ts": "one call",
  "packages/services/src/values/run-values.ts": "VALUES_MAX",
  "packages/services/src/worker/heartbeats.ts": "runs being executed (WORKER_CONCURRENCY)",
  "packages/services/src/worker/known-steps.ts": "steps of the plan",
  "packages/services/src/worker/output-log.ts": "STREAMS_MAX",
  "packages/services/src/worker/pool-waits.ts": "steps of the plan, and mapItemsMax",
  "packages/services/src/worker/step-attempts.ts": "steps of the plan, and mapItemsMax",
  "packages/services/src/worker/timeouts.ts": "steps of the plan, and mapItemsMax",
};
