import type { QueueStore } from "@millrace/core/admission";
import { createAlertStore, createDefinitionStore, type Db, type RunStore } from "@millrace/db";
import type { Handlers } from "@millrace/queue";
import { systemClock } from "@millrace/services";
import { evaluateAlerts, evaluateLoad, openDueIncidents } from "@millrace/services/alerts";
import { cacheManifests, handleFailedRun, retryRun } from "@millrace/services/runs";
import type { Logger, RunTracing } from "@millrace/telemetry";

type Deps = {
  readonly db: Db;
  readonly runs: RunStore;
  readonly queue: QueueStore;
  readonly tracing: RunTracing | undefined;
  /** Where people reach the dashboard: links in messages. */
  readonly publicUrl: string;
  readonly log: Logger;
};

/** What follows the end of a run or of a load: retries by policy, traces, incidents. */
export function engineJobs({ db, runs, queue, tracing, publicUrl, log }: Deps) {
  const definitions = createDefinitionStore(db);
  const getManifest = cacheManifests(definitions.getManifest);
  const retry = retryRun({ runs, definitions: { ...definitions, getManifest }, history: runs, notes: runs });
  const settle = handleFailedRun({ retry, outbox: queue });
  const alerts = { alerts: createAlertStore(db), clock: systemClock, publicUrl };
  const evaluateRun = evaluateAlerts(alerts);
  const evaluateVersion = evaluateLoad(alerts);
  const openDue = openDueIncidents(alerts);

  const handlers: Handlers<"engine"> = {
    async handleFailedRun(payload) {
      const outcome = await settle(payload);
      log.info({ ...payload, outcome: outcome.kind }, "failed run settled");
    },
    async evaluateAlerts({ orgId, runId }) {
      const run = tracing ? await runs.findTraced(orgId, runId) : null;
      if (run) tracing?.record(run);
      await evaluateRun(orgId, runId);
    },
    async evaluateLoad({ orgId, versionId }) {
      await evaluateVersion(orgId, versionId);
    },
  };
  return {
    handlers,
    /** Opens the incidents whose time to gather failures is over. */
    async openDueIncidents() {
      const count = await openDue();
      if (count > 0) log.info({ count }, "incidents opened");
    },
  };
}
