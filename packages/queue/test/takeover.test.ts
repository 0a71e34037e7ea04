import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { testRedis } from "@millrace/harness";
import { expect, test, vi } from "vitest";
import { createWorker } from "../src/create-worker";
import { createPublisher } from "../src/publisher";

const TAKEOVER_MS_MAX = 15_000;

test("another process takes over the jobs of a killed one within 15 seconds", async () => {
  const { url } = await testRedis();
  const child = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("hanging-worker.fixture.ts", import.meta.url)), url],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const publisher = createPublisher({ url, onError: (error) => console.error(error) });
  await publisher.ready();
  await publisher.publish([{ job: "handleFailedRun", payload: { orgId: "org_1", runId: "run_1" } }]);
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  const killedAt = performance.now();
  let takenAfterMs: number | undefined;
  const worker = await createWorker({
    url,
    queue: "engine",
    concurrency: 4,
    onError: (error) => console.error(error),
    handlers: {
      handleFailedRun: async () => {
        takenAfterMs = performance.now() - killedAt;
      },
      evaluateAlerts: async () => {},
      evaluateLoad: async () => {},
    },
  });

  await vi.waitFor(() => expect(takenAfterMs).toBeDefined(), { timeout: 60_000, interval: 100 });

  if (process.env.SHOW_LATENCY) console.log({ takenAfterMs });
  expect(takenAfterMs).toBeLessThan(TAKEOVER_MS_MAX);
  await worker.close(1_000);
  await publisher.close();
});
