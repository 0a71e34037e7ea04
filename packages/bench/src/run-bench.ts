import { build } from "@millrace/local";
import type { Arguments } from "./arguments";
import { measureBaselines } from "./baselines/baselines";
import { commandLine } from "./metrics/authoring/command-line";
import { coreWork } from "./metrics/authoring/core-work";
import { developHere, developOnServer } from "./metrics/authoring/develop";
import { checkManyAssets, loadManyAssets } from "./metrics/authoring/many-assets";
import { backfillPreview } from "./metrics/automation/backfill-preview";
import { automationConditions } from "./metrics/automation/conditions";
import { eventIngest } from "./metrics/event-ingest";
import { noisyNeighbor } from "./metrics/noisy-neighbor";
import { partitionStatuses } from "./metrics/partition-status";
import { queueDispatch } from "./metrics/queue-dispatch";
import { recoveryTimes, soakWithFaults } from "./metrics/recovery";
import { coldStart, warmStart } from "./metrics/run-start";
import { runThroughput } from "./metrics/run-throughput";
import { steps } from "./metrics/steps";
import { tenancyCost } from "./metrics/tenancy";
import { values } from "./metrics/values";
import type { Part } from "./parts";
import { buildApps, buildWeb } from "./platform/build-apps";
import { openPlatform, type Platform, ROOT } from "./platform/open-platform";
import { prepareOrganizations } from "./platform/prepare";
import { watchRunEnds } from "./platform/run-ends";
import { untilWarm } from "./platform/until-warm";
import { type Metric, machine, type Report } from "./report";

type Measure = (part: Part, work: () => Promise<readonly Metric[]>) => Promise<void>;

/** Measures the selected parts, on servers and data of the benchmark that are removed at the end. */
export async function runBench(
  { parts: selected, soakMinutes }: Pick<Arguments, "parts" | "soakMinutes">,
  say: (line: string) => void,
): Promise<Report> {
  say("building …");
  await buildApps(ROOT);
  if (selected.has("recovery") || selected.has("soak")) await build(ROOT, { watch: false, say });
  else if (selected.has("dev")) await buildWeb(ROOT);
  const platform = await openPlatform();
  const metrics: Metric[] = [];
  const measurePart: Measure = async (part, work) => {
    if (!selected.has(part)) return;
    say(`${part} …`);
    const measured = await work();
    for (const metric of measured)
      say(`  ${metric.id}: ${metric.p50.toFixed(2)} ${metric.unit} (p95 ${metric.p95.toFixed(2)})`);
    metrics.push(...measured);
  };
  try {
    say("baselines …");
    const baselines = await measureBaselines(platform);
    const launcher = await measureRuns(platform, measurePart);
    await measurePart("authoring", async () => [
      ...(await coreWork()),
      await checkManyAssets(platform),
      await commandLine(),
    ]);
    await measurePart("automation", async () => [...(await automationConditions()), await backfillPreview()]);
    await measurePart("dev", async () => [...(await developOnServer(platform)), await developHere(platform)]);
    await measurePart("recovery", recoveryTimes);
    await measurePart("soak", () => soakWithFaults(soakMinutes, say));
    return { machine: machine(), launcher, baselines, metrics };
  } finally {
    await platform.close();
  }
}

/** Measures metrics 1 to 7. The apps run in separate processes; each part runs only those it needs. */
async function measureRuns(platform: Platform, measurePart: Measure): Promise<string> {
  const { db } = platform;
  const daemon = await platform.startDaemon();
  const coldWorker = await platform.startWorker({ WORKER_WARM_SANDBOXES: "0" });
  const { jobs, large, long, launcher } = await prepareOrganizations(platform);
  const [small] = jobs;
  const ends = await watchRunEnds(platform);
  try {
    await measurePart("cold", () => coldStart({ db, ends, small, large }));
    await coldWorker.stop();

    const worker = await platform.startWorker();
    const untilIdle = () => untilWarm(worker);
    await measurePart("warm", () => warmStart({ db, ends, small, large }, worker));
    await measurePart("steps", () => steps({ ends, organization: small, long, untilIdle }));
    await measurePart("throughput", async () => [await runThroughput(db, ends, jobs)]);
    await measurePart("neighbor", async () => {
      const [neighbor = small, noisy = small] = jobs.slice(1);
      return [await noisyNeighbor({ db, databaseUrl: platform.databaseUrl, ends, noisy, neighbor })];
    });
    await measurePart("load", async () => [await loadManyAssets(platform)]);
    await worker.stop();
    await measurePart("values", () => values(platform, ends));
  } finally {
    await ends.close();
  }

  await measurePart("queue", () => queueDispatch(db, platform.redisUrl));
  await daemon.stop();
  await measurePart("events", () => eventIngest(db, small));
  await measurePart("partitions", () => partitionStatuses(db, small));
  await measurePart("tenancy", () => tenancyCost(platform, small));
  return launcher;
}
