import { resolve } from "node:path";
import { readEnvironment } from "@millrace/core";
import { EmailAddress } from "@millrace/core/identity";
import { z } from "zod";

const Flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");
const Text = z.string().min(1);
const Pair = z.object({ id: Text, secret: Text }).optional();

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// URL" }),
  MILLRACE_URL: z
    .url({ protocol: /^https?$/, error: "must be the dashboard's public http(s) address" })
    .transform((url) => new URL(url).origin),
  MILLRACE_SECRET: z.string().min(32, "must be at least 32 characters. Generate one with `openssl rand -base64 32`."),
  MILLRACE_ENCRYPTION_KEYS: Text,
  STORAGE_URL: Text,
  PLATFORM_OPERATORS: z
    .string()
    .default("")
    .transform((list) => list.split(",").filter((address) => address.trim() !== ""))
    .pipe(z.array(EmailAddress)),
  MILLRACE_EMBEDDED: Flag,
  SMTP_URL: Text.optional(),
  GITHUB: Pair,
  GOOGLE: Pair,
  /** How many proxies in front may be believed about a caller's address. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(1),
  SIGN_IN_ATTEMPTS_PER_MINUTE: z.coerce.number().int().min(1).optional(),
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).optional(),
  /** Lets a scraper read /metrics of web. */
  METRICS_TOKEN: z.string().min(16, "must be at least 16 characters").optional(),
  /** Where the CLI's and the SDK's tarballs are. */
  PACKAGES_DIR: Text.default("../../packages/cli/dist/packages").transform((dir) => resolve(dir)),
  /** The Slack app that organizations connect to their own workspaces. */
  SLACK_CLIENT: Pair,
  SLACK_API_URL: z.url().default("https://slack.com/api/"),
  SLACK_AUTHORIZE_URL: z.url().default("https://slack.com/oauth/v2/authorize"),
  /** Only whether it is set: the whole installation then shares one workspace. */
  SLACK_BOT_TOKEN: Text.optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

export type Env = z.infer<typeof Environment>;

/** Reads and checks the environment. Secrets have no defaults, anywhere. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const pairs = {
    GITHUB: pairOf(source, "GITHUB"),
    GOOGLE: pairOf(source, "GOOGLE"),
    SLACK_CLIENT: pairOf(source, "SLACK_CLIENT"),
  };
  return readEnvironment(Environment, { ...source, ...pairs });
}

/** `GITHUB_ID` and `GITHUB_SECRET` belong together: one alone is an error that names the other. */
function pairOf(source: Readonly<Record<string, string | undefined>>, name: string) {
  const id = source[`${name}_ID`] || undefined;
  const secret = source[`${name}_SECRET`] || undefined;
  return id === undefined && secret === undefined ? undefined : { id, secret };
}
