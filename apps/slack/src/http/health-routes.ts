import { type Metrics, type ReadinessChecks, runChecks } from "@millrace/telemetry";
import type { CustomRoute } from "@slack/bolt";

/** `/healthz`, `/readyz` and `/metrics` beside Slack's own routes. */
export const healthRoutes = (metrics: Metrics, checks: ReadinessChecks): CustomRoute[] => [
  {
    path: "/healthz",
    method: "GET",
    handler: (_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"status":"ok"}');
    },
  },
  {
    path: "/readyz",
    method: "GET",
    handler: async (_, response) => {
      const results = await runChecks(checks);
      const isReady = Object.values(results).every((result) => result === "ok");
      const body = JSON.stringify({ status: isReady ? "ok" : "unavailable", checks: results });
      response.writeHead(isReady ? 200 : 503, { "content-type": "application/json" }).end(body);
    },
  },
  {
    path: "/metrics",
    method: "GET",
    handler: async (_, response) => {
      const text = await metrics.registry.metrics();
      response.writeHead(200, { "content-type": metrics.registry.contentType }).end(text);
    },
  },
];
