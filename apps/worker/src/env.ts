import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { readEnvironment } from "@millrace/core";
import { z } from "zod";

const cores = availableParallelism();
const Flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");
const Ranges = z
  .string()
  .default("")
  .transform((list) => list.split(/[\s,]+/).filter((range) => range !== ""));

/** The built program of the sandbox has the same position beside the app's sources and its bundle. */
const RUNTIME_DIR = fileURLToPath(new URL("../../../packages/runtime/dist", import.meta.url));

const Env = z.object({
  DATABASE_URL: z.url(),
  REDIS_URL: z.url(),
  STORAGE_URL: z.string().min(1),
  MILLRACE_ENCRYPTION_KEYS: z.string().min(1),
  /** Port of /healthz, /readyz, and /metrics; 0 = any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Address that they listen on. */
  HEALTH_HOST: z.string().default("127.0.0.1"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
  NODE_ENV: z.string().default("development"),
  /** Bundle cache and sandbox slots; on one file system. */
  WORKER_DATA_DIR: z.string().min(1),
  WORKER_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .default(2 * cores),
  WORKER_WARM_SANDBOXES: z.coerce.number().int().min(0).default(cores),
  WORKER_CACHE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(10 * 1024 ** 3),
  /** After SIGTERM: how long runs can continue before they are ended. */
  WORKER_DRAIN_SECONDS: z.coerce.number().int().min(0).default(30),
  WORKER_CANCEL_GRACE_SECONDS: z.coerce.number().int().min(0).default(10),
  SANDBOX_LAUNCHER: z.enum(["auto", "bubblewrap", "process"]).default("auto"),
  SANDBOX_ALLOW_PROCESS: Flag,
  /** First of the host users that sandboxes run as when the worker is root. */
  SANDBOX_UID_BASE: z.coerce.number().int().min(1_000).default(200_000),
  /** Private address ranges that locations may reach if their allowlist names them, comma separated. */
  EGRESS_PRIVATE_RANGES: Ranges,
  RUNTIME_DIR: z.string().default(RUNTIME_DIR),
});

export type Env = z.infer<typeof Env>;

/** Reads the environment. See {@link readEnvironment}. */
export const readEnv = (source: NodeJS.ProcessEnv): Env => readEnvironment(Env, source);
