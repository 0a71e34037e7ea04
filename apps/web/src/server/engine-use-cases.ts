import {
  createAssetReader,
  createDefinitionStore,
  createJobReader,
  createLimitStore,
  createOverviewReader,
  createPartitionStore,
  createQueueReader,
  createRunReader,
  createRunStore,
  createStateStore,
  type Db,
  wipeAsset,
} from "@millrace/db";
import { systemClock } from "@millrace/services";
import { assetUseCases } from "@millrace/services/assets";
import { automationUseCases } from "@millrace/services/automation";
import { createChecker } from "@millrace/services/checks";
import { jobUseCases } from "@millrace/services/jobs";
import { limitUseCases } from "@millrace/services/limits";
import { overviewUseCases } from "@millrace/services/overview";
import { partitionUseCases } from "@millrace/services/partitions";
import { queueUseCases } from "@millrace/services/queue";
import { cacheManifests, runUseCases } from "@millrace/services/runs";
import { stateUseCases } from "@millrace/services/state";
import { openObjects } from "@millrace/storage";
import type { Env } from "./env";

/** Runs, assets, jobs, limits and how a deployment is doing. */
export async function engineUseCases(env: Pick<Env, "STORAGE_URL">, db: Db) {
  const objects = await openObjects(env.STORAGE_URL);
  const definitions = createDefinitionStore(db);
  const pages = createRunReader(db);
  const assets = createAssetReader(db);
  const jobs = createJobReader(db);
  const queue = createQueueReader(db);
  return {
    runs: runUseCases({
      runs: createRunStore(db),
      definitions: { ...definitions, getManifest: cacheManifests(definitions.getManifest) },
      pages,
      objects,
      checker: createChecker(),
    }),
    assets: assetUseCases({
      assets,
      wipe: (...args) => wipeAsset(db, ...args),
      clock: systemClock,
    }),
    partitions: partitionUseCases({ partitions: createPartitionStore(db) }),
    queue: queueUseCases({ queue, pages }),
    automation: automationUseCases({ jobs, clock: systemClock }),
    jobs: jobUseCases({ jobs }),
    limits: limitUseCases({ limits: createLimitStore(db), queue }),
    state: stateUseCases({ assets, state: createStateStore(db), clock: systemClock }),
    overview: overviewUseCases({ overview: createOverviewReader(db), assets, pages, clock: systemClock }),
  };
}
