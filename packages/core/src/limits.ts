const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

/** Limits that refuse with their own name. Bytes unless the name says otherwise. */
export const LIMITS = {
  bundlePackedBytesMax: 50 * MiB,
  bundleUnpackedBytesMax: 250 * MiB,
  bundleFilesMax: 20_000,
  bundlePathCharsMax: 255,
  bundleDepthMax: 32,
  bundleRatioMax: 100,
  manifestBytesMax: 16 * MiB,
  eventBytesMax: 256 * KiB,
  logLineBytesMax: 64 * KiB,
  runOutputLogBytesMax: 64 * MiB,
  /** Events of one run. Beyond it log events are discarded; any other event fails the run. */
  runEventsMax: 100_000,
  /** The same events as JSON. */
  runEventBytesMax: 64 * MiB,
  /** Items of one map step. */
  mapItemsMax: 10_000,
  /** A message from the sandbox, unless it carries a step's result, a manifest, or a tick's result. */
  messageBytesMax: MiB,
  /** A message that carries the result of one step: its state, partition changes, and a small value. */
  stepResultBytesMax: 4 * MiB,
  runConfigBytesMax: 256 * KiB,
  /** What `ctx.state` keeps of one asset, or of one of its partitions, as JSON. */
  stateBytesMax: 64 * KiB,
  /** What one step sets, its partitions together. */
  stateChangesBytesMax: MiB,
  /** What one run reads, its assets and partitions together. */
  runStateBytesMax: 16 * MiB,
  partitionKeyCharsMax: 255,
  /** Windows by which partitions, or a mapping between them, may reach ahead or back: each is counted. */
  partitionOffsetMax: 10_000,
  /** Keys of one named set of dynamic partitions. */
  dynamicPartitionsMax: 100_000,
  /** Keys that one step, request or sensor evaluation adds or deletes. */
  dynamicPartitionChangesMax: 10_000,
  /** Operands and operators of one automation condition. */
  conditionPartsMax: 500,
  /** Missed ticks that one schedule launches together. */
  catchUpTicksMax: 1_000,
  tagsPerRunMax: 100,
  tagPrefixCharsMax: 63,
  tagNameCharsMax: 63,
  tagValueCharsMax: 256,
} as const;

/** Defaults that an operator or admin can see and change; an organization's are its {@link Quotas}. */
export const DEFAULTS = {
  deployment: { concurrentRunsMax: -1, runRetriesMax: 0 },
  sandbox: { memoryBytes: GiB, cpuCores: 1, processesMax: 128, scratchBytes: 4 * GiB, runWallTimeMs: 24 * 3_600_000 },
  evaluation: { scheduleTickMs: 60_000, sensorMs: 60_000, versionLoadMs: 60_000, authorMaxMs: 300_000 },
  /** `reservedSlots`: slots of each worker beyond WORKER_CONCURRENCY, for organizations that have nothing in progress. */
  worker: { reservedSlots: 1 },
  /** `outageMs`: how long a worker keeps executing runs without an answer from the database. */
  lease: {
    durationMs: 6_000,
    heartbeatMs: 2_000,
    reaperMs: 1_000,
    startTimeoutMs: 60_000,
    requeuesMax: 3,
    outageMs: 30_000,
  },
  incidents: { groupWaitMs: 30_000, renotifyMs: 4 * 3_600_000, flapWindowMs: 3_600_000 },
  rates: {
    signInAttemptsPerMinute: 10,
    apiRequestsPerTokenPerMinute: 600,
    dashboardRequestsPerUserPerMinute: 1_200,
    uploadsPerOrganizationPerMinute: 60,
  },
  /** Per web process. */
  liveConnections: { perUser: 30, perOrganization: 500 },
  session: { idleDays: 30 },
} as const;
