import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildBundle } from "@millrace/bundle/build";
import type { PlanStep } from "@millrace/core/plan";
import type { RunStatus } from "@millrace/core/run";
import { createDb, createLocationStores, createRunStore, type Db } from "@millrace/db";
import {
  createTestDatabase,
  newRun,
  type SeededOrganization,
  seedBundle,
  seedOrganization,
  testRedis,
} from "@millrace/harness";
import { createPublisher } from "@millrace/queue";
import { SYSTEM_ACTOR } from "@millrace/services";
import { bundleObject } from "@millrace/services/locations";
import { createSecretBox, setVariable } from "@millrace/services/variables";
import { type Objects, openObjects } from "@millrace/storage";
import { vi } from "vitest";
import { type Env, readEnv, startWorker, type WorkerApp } from "../src";

const KEYS = `test:${Buffer.alloc(32, 1).toString("base64")}`;

export type Stack = {
  readonly db: Db;
  readonly org: SeededOrganization;
  readonly objects: Objects;
  readonly dataDir: string;
  /** What a worker in a separate process needs. */
  readonly environment: Readonly<Record<string, string>>;
  startWorker(overrides?: Partial<Record<keyof Env, string>>): Promise<WorkerApp>;
  /** A run of these steps, admitted and published. */
  launch(...steps: PlanStep[]): Promise<string>;
  cancel(runId: string): Promise<void>;
  statusOf(runId: string): Promise<RunStatus>;
  ended(
    runId: string,
  ): Promise<{ status: string; failureReason: string | null; error: { message: string; code: string } | null }>;
  outputOf(runId: string, step: string): Promise<string>;
  publishLoad(): Promise<void>;
  setSecret(name: string, value: string): Promise<void>;
  close(): Promise<void>;
};

/** A database, a Redis and an object store with one organization whose location is the fixture, and workers on them. */
export async function openStack(options: { storageUrl?: string } = {}): Promise<Stack> {
  const database = await createTestDatabase();
  const redis = await testRedis();
  const db = createDb({ url: database.url });
  const runs = createRunStore(db);
  const publisher = createPublisher({ url: redis.url, onError: (error) => console.error(error) });
  await publisher.ready();
  const dataDir = mkdtempSync(join(tmpdir(), "mr-w-"));
  const { storageUrl = pathToFileURL(join(dataDir, "objects")).href } = options;
  const objects = await openObjects(storageUrl);
  const org = await seedOrganization(db);
  const workers: WorkerApp[] = [];
  const environment = {
    DATABASE_URL: database.appUrl,
    REDIS_URL: redis.url,
    STORAGE_URL: storageUrl,
    MILLRACE_ENCRYPTION_KEYS: KEYS,
    WORKER_DATA_DIR: dataDir,
    WORKER_DRAIN_SECONDS: "0",
    WORKER_CANCEL_GRACE_SECONDS: "1",
    LOG_LEVEL: "error",
  };
  await pushFixture(db, objects, org);

  const launch = async (...steps: PlanStep[]) => {
    const run = newRun(org, { steps });
    await runs.launch(org.orgId, (tx) => tx.insert(run));
    const moved = await runs.transition(org.orgId, run.id, { event: "admit", message: "Admitted" });
    const attempt = moved.run?.attempt ?? 0;
    await publisher.publish([{ job: "launchRun", payload: { orgId: org.orgId, runId: run.id, attempt } }]);
    return run.id;
  };
  const find = (runId: string) =>
    db.prisma.run.findUniqueOrThrow({ where: { orgId_id: { orgId: org.orgId, id: runId } } });

  return {
    db,
    org,
    objects,
    dataDir,
    environment,
    launch,
    async startWorker(overrides = {}) {
      const env = readEnv({ ...environment, ...overrides });
      const worker = await startWorker(env);
      workers.push(worker);
      return worker;
    },
    cancel: async (runId) => {
      await runs.transition(org.orgId, runId, { event: "cancel", message: "Canceled", reason: "CANCELED_BY_USER" });
    },
    statusOf: async (runId) => (await find(runId)).status as RunStatus,
    async ended(runId) {
      return vi.waitFor(async () => {
        const run = await find(runId);
        if (run.endedAt === null) throw new Error(`run is ${run.status}`);
        return { status: run.status, failureReason: run.failureReason, error: run.error as never };
      });
    },
    async outputOf(runId, step) {
      const chunks = await runs.readLogChunks(org.orgId, runId, { step, limit: 1_000 });
      return chunks.map((chunk) => chunk.text ?? `<${chunk.object}>`).join("");
    },
    publishLoad: () =>
      publisher.publish([{ job: "loadVersion", payload: { orgId: org.orgId, versionId: org.versionId } }]),
    setSecret: (name, value) =>
      setVariable({ variables: createLocationStores(db).variables, secretBox: createSecretBox(KEYS) })(
        { orgId: org.orgId, actor: SYSTEM_ACTOR } as never,
        { deployment: { id: org.deploymentId, name: "production" } },
        { name, value, isSecret: true },
      ),
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await publisher.close();
      await db.close();
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

let built: ReturnType<typeof buildBundle> | undefined;

async function pushFixture(db: Db, objects: Objects, { orgId, versionId }: SeededOrganization): Promise<void> {
  built ??= buildBundle({
    projectDir: fileURLToPath(new URL("./fixture", import.meta.url)),
    config: { entry: ["src/**/*.ts"], data: [], external: [] },
  });
  const { hash, archive } = await built;
  await objects.put(
    bundleObject(orgId, hash),
    (async function* () {
      yield archive;
    })(),
  );
  await db.prisma.locationVersion.update({
    where: { orgId_id: { orgId, id: versionId } },
    data: { bundleHash: await seedBundle(db.prisma, orgId, hash) },
  });
}
