import { readEnvironment } from "@millrace/core";
import { z } from "zod";

const Env = z.object({
  DATABASE_URL: z.url(),
  REDIS_URL: z.url(),
  /** Where people reach the dashboard: links in messages. */
  MILLRACE_URL: z.url().default("http://localhost:3000"),
  /** Port of /healthz, /readyz, and /metrics; 0 = any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Address that they listen on. */
  HEALTH_HOST: z.string().default("127.0.0.1"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.string().default("Millrace <millrace@localhost>"),
  /** Where bundles, values and logs are stored: `file:///…` or `s3://…`. */
  STORAGE_URL: z.string().min(1),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
});

export type Env = z.infer<typeof Env>;

/** Reads the environment. See {@link readEnvironment}. */
export const readEnv = (source: NodeJS.ProcessEnv): Env => readEnvironment(Env, source);
