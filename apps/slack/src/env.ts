import { readEnvironment } from "@millrace/core";
import { z } from "zod";

const Env = z.object({
  DATABASE_URL: z.url(),
  REDIS_URL: z.url(),
  /** Where people reach the dashboard: links in messages. */
  MILLRACE_URL: z.url().default("http://localhost:3000"),
  /** Signs webhooks. */
  MILLRACE_SECRET: z.string().min(32, "must have at least 32 characters"),
  MILLRACE_ENCRYPTION_KEYS: z.string().min(1),
  /** Port of Slack's requests, on every address; 0 = any free port. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Port of /healthz, /readyz, and /metrics; 0 = any free port. */
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Address that they listen on. */
  HEALTH_HOST: z.string().default("127.0.0.1"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
  /** Undefined if emails stay in the local outbox, which the dashboard shows. */
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.string().default("Millrace <millrace@localhost>"),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_API_URL: z.url().default("https://slack.com/api/"),
});

export type Env = z.infer<typeof Env>;

/** Reads the environment. See {@link readEnvironment}. */
export const readEnv = (source: NodeJS.ProcessEnv): Env => readEnvironment(Env, source);
