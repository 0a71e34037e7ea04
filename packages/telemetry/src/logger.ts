import { type DestinationStream, type Logger, pino, stdTimeFunctions } from "pino";
import { redactText } from "./redact-text";

export type { Logger } from "pino";

/** Values of these keys never reach a log, in the top three levels of an object. */
const SECRET_KEYS = [
  "password",
  "passwordHash",
  "secret",
  "token",
  "authorization",
  "cookie",
  "apiKey",
  "ciphertext",
  "variables",
  "botToken",
  "signingSecret",
];

const paths = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `headers["${key}"]`]);

/**
 * Creates a structured logger: fields first, then a message that never varies. Redacts by key and by pattern: Millrace
 * tokens, bearer credentials, and passwords in URLs.
 * @example
 * log.info({ orgId, runId, attempt }, "run dispatched");
 */
export function createLogger(options: { name: string; level?: string; destination?: DestinationStream }): Logger {
  return pino(
    {
      name: options.name,
      level: options.level ?? "info",
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths, censor: "[redacted]" },
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: redactText },
    },
    options.destination ?? process.stdout,
  );
}
