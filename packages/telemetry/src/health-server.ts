import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";

const CHECK_TIMEOUT_MS = 2_000;

/** Checks by name. A check rejects, with a reason, while the app can't do its work. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>;

export type HealthServer = { readonly port: number; close(): Promise<void> };

/**
 * Serves `/healthz` (the process is alive), `/readyz` (503 with the reason while it can't do its work), and `/metrics`.
 * @param options.host address to listen on. Defaults to the loopback interface: metrics and reasons aren't public.
 */
export async function startHealthServer(options: {
  port: number;
  host?: string;
  registry: Registry;
  checks: ReadinessChecks;
}): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(options, request.url ?? "/", response).catch((error: Error) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(error.message);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

async function answer(
  { registry, checks }: { registry: Registry; checks: ReadinessChecks },
  url: string,
  response: ServerResponse,
): Promise<void> {
  switch (url.split("?")[0]) {
    case "/healthz":
      return json(response, 200, { status: "ok" });
    case "/readyz": {
      const results = await runChecks(checks);
      const isReady = Object.values(results).every((result) => result === "ok");
      return json(response, isReady ? 200 : 503, { status: isReady ? "ok" : "unavailable", checks: results });
    }
    case "/metrics": {
      const text = await registry.metrics();
      response.writeHead(200, { "content-type": registry.contentType }).end(text);
      return;
    }
    default:
      return json(response, 404, { status: "not found" });
  }
}

/** Runs the checks concurrently. Each result is `ok` or the reason for the failure. */
export async function runChecks(checks: ReadinessChecks): Promise<Readonly<Record<string, string>>> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<[string, string]> => {
      try {
        await withTimeout(check());
        return [name, "ok"];
      } catch (error) {
        return [name, error instanceof Error ? error.message : String(error)];
      }
    }),
  );
  return Object.fromEntries(results);
}

function withTimeout(work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
