import { isDomainError } from "@millrace/core/errors";
import { parseCron } from "@millrace/core/parse-cron";
import { assertTimeZoneName } from "@millrace/core/time-zone-name";
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

/** Throws a definition error if a time zone is invalid. */
export function assertTimeZone(where: string, timeZone: string | undefined): void {
  if (timeZone === undefined) return;
  try {
    assertTimeZoneName(timeZone);
  } catch (error) {
    if (isDomainError(error)) throw definitionError(`${where}: ${error.message.replace(/^Time/, "time")}`);
    throw error;
  }
}
