import { type Db, sql } from "@millrace/db";
import { startS3Server } from "@millrace/harness";
import { medians } from "../metric";
import { type Platform, ROOT } from "../platform/open-platform";
import { type BenchOrganization, createOrganization } from "../platform/organization";
import type { RunEnds } from "../platform/run-ends";
import { TABLE_ROWS, valuesSource } from "../projects/values-source";
import { writeProject } from "../projects/write-project";
import type { Metric } from "../report";

const MIB = 1024 ** 2;
const PEAK_MIB_MAX = 300;
const ROWS = TABLE_ROWS.toLocaleString("en-US");

/** Measures the peak memory of workers and sandboxes while 1 GiB, and a table, pass from one asset to another. */
export async function values(platform: Platform, ends: RunEnds): Promise<Metric[]> {
  const organization = await createOrganization(platform, "bench-values");
  const project = { root: ROOT, dir: platform.dir, name: "values" };
  await push(platform, organization, writeProject(project, { "src/values.ts": valuesSource }));
  const pass = (job: string, settings: Record<string, string> = {}) =>
    passValue(platform, { ends, organization, job, settings });

  const onDisk = await pass("pass_value");
  const s3 = await startS3Server();
  try {
    const inS3 = await pass("pass_value", { STORAGE_URL: s3.storageUrl });
    const table = await pass("pass_table");
    return [
      peak("values-1gib", "worker's memory, 1 GiB by the file system", onDisk, onDisk.workerBytes),
      peak("values-1gib-s3", "worker's memory, 1 GiB by S3", inS3, inS3.workerBytes),
      peak("values-sandbox", "sandbox's memory, 1 GiB as a stream", onDisk, onDisk.sandboxBytes),
      peak("tables-sandbox", `sandbox's memory, ${ROWS} rows of Parquet`, table, table.sandboxBytes),
    ];
  } finally {
    await s3.close();
  }
}

type Passed = { readonly workerBytes: number; readonly sandboxBytes: number; readonly seconds: number };

function peak(id: string, name: string, { seconds }: Passed, bytes: number): Metric {
  const note = `written and read in ${seconds.toFixed(1)} s`;
  const target = `≤ ${PEAK_MIB_MAX} MiB`;
  return medians({ id, name, unit: "MiB", target, note }, [bytes / MIB], (mebibytes) => mebibytes <= PEAK_MIB_MAX);
}

async function push(platform: Platform, organization: BenchOrganization, projectDir: string): Promise<void> {
  const worker = await platform.startWorker();
  await organization.serve("values", await organization.upload(projectDir));
  await worker.stop();
}

/** Runs a job on a fresh worker. */
async function passValue(
  platform: Platform,
  options: { ends: RunEnds; organization: BenchOrganization; job: string; settings: Record<string, string> },
): Promise<Passed> {
  const { ends, organization, job, settings } = options;
  const worker = await platform.startWorker(settings);
  const startedAt = performance.now();
  const runId = await organization.launch({ job });
  await ends.succeeded(runId);
  const seconds = (performance.now() - startedAt) / 1_000;
  const workerBytes = await worker.peakBytes();
  await worker.stop();
  return { workerBytes, sandboxBytes: await sandboxPeak(platform.db, runId), seconds };
}

/** Returns the peak memory that the reading asset logged. Its process wrote the value too. */
async function sandboxPeak(db: Db, runId: string): Promise<number> {
  const [found] = await db.query<{ peak: number | null }>(sql`
    select ("metadata"->'peak'->>'value')::float8 as "peak" from "Materialization"
    where "runId" = ${runId} and "metadata" ? 'peak'
  `);
  return found?.peak ?? Number.NaN;
}
