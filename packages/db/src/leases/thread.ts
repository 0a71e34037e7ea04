import { parentPort, workerData } from "node:worker_threads";
import { connectionTimeouts, DATABASE_TIMEOUTS, openScopedPool } from "../pool";
import { queryable } from "../sql";
import { unscopedHeartbeat } from "../stores/runs/heartbeat";
import { inPlatform } from "../tenancy/scope";
import { leaseKeeper } from "./lease-keeper";
import type { LeaseNews, LeaseRequest, LeaseThreadData } from "./lease-messages";

/** The program of the thread: it has a connection and an event loop to itself, so that nothing delays a heartbeat. */
const { url, leaseMs, outageMs, intervalMs, turns } = workerData as LeaseThreadData;
const counter = new Int32Array(turns);

/** A heartbeat that isn't answered is given up in time for the next ones. */
const TIMEOUTS = { ...DATABASE_TIMEOUTS, connectMs: intervalMs, statementMs: intervalMs, answerMs: 2 * intervalMs };
const pool = openScopedPool(
  { connectionString: url, max: 1, application_name: "millrace-worker-leases", ...connectionTimeouts(TIMEOUTS) },
  () => undefined,
);

const send = (news: LeaseNews): void => parentPort?.postMessage(news);
const keeper = leaseKeeper({
  leaseMs,
  outageMs,
  intervalMs,
  sendHeartbeat: (runs, ms) => inPlatform(() => unscopedHeartbeat(queryable(pool), runs, ms)),
  turns: () => Atomics.load(counter, 0),
  onNews: send,
});

parentPort?.on("message", (request: LeaseRequest) => {
  if (request.type !== "close") return keeper.take(request);
  keeper
    .close()
    .then(() => pool.end())
    .catch(() => undefined)
    .finally(() => {
      send({ type: "closed" });
      parentPort?.close();
    })
    .catch(() => process.exit(1));
});
