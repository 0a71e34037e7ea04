import { readEnvironment } from "@millrace/core";
import { z } from "zod";

const Env = z
  .object({
    DATABASE_URL: z.url(),
    REDIS_URL: z.url(),
    /** Where people reach the dashboard: links in messages. */
    MILLRACE_URL: z.url().default("http://localhost:3000"),
    /** Signs the state of an installation and the secrets of webhooks. */
    MILLRACE_SECRET: z.string().min(32, "must have at least 32 characters"),
    MILLRACE_ENCRYPTION_KEYS: z.string().min(1),
    /** 0 = any free port. */
    PORT: z.coerce.number().int().min(0).max(65_535).default(0),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
    /** Undefined if emails stay in the local outbox, which the dashboard shows. */
    SMTP_URL: z.url().optional(),
    MAIL_FROM: z.string().default("Millrace <millrace@localhost>"),
    SLACK_SIGNING_SECRET: z.string().optional(),
    SLACK_BOT_TOKEN: z.string().optional(),
    SLACK_CLIENT_ID: z.string().optional(),
    SLACK_CLIENT_SECRET: z.string().optional(),
    /** Where Slack sends people back to; its address as the world sees it. */
    SLACK_PUBLIC_URL: z.string().optional(),
    SLACK_API_URL: z.url().default("https://slack.com/api/"),
    SLACK_AUTHORIZE_URL: z.url().default("https://slack.com/oauth/v2/authorize"),
  })
  .refine((env) => !env.SLACK_CLIENT_ID === !env.SLACK_CLIENT_SECRET, {
    path: ["SLACK_CLIENT_SECRET"],
    message: "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET must be set together",
  });

export type Env = z.infer<typeof Env>;

/** Reads the environment. See {@link readEnvironment}. */
export const readEnv = (source: NodeJS.ProcessEnv): Env => readEnvironment(Env, source);
