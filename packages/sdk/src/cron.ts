import { isDomainError } from "@millrace/core/errors";
import { parseCron } from "@millrace/core/parse-cron";
import { definitionError } from "./definition";

/** Throws a definition error if a cron is malformed or never runs. */
export function assertCron(where: string, cron: string | readonly string[]): void {
  const crons = typeof cron === "string" ? [cron] : cron;
  if (crons.length === 0) throw definitionError(`${where}: cron is empty`);
  try {
    for (const each of crons) parseCron(each);
  } catch (error) {
    if (isDomainError(error)) throw definitionError(`${where}: ${error.message}`);
    throw error;
  }
}

/** Throws a definition error if a time zone is unknown. */
export function assertTimeZone(where: string, timeZone: string | undefined): void {
  if (timeZone === undefined) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw definitionError(
      `${where}: time zone ${JSON.stringify(timeZone)} is unknown. Use an IANA name such as "Europe/London".`,
    );
  }
}
