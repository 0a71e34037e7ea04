import { appendFileSync } from "node:fs";

/** The version of the lines in MILLRACE_EVENTS_FILE; additions do not change it. */
const EVENT_VERSION = 1;

/**
 * Appends what a command came to, as a line of JSON, to the file that MILLRACE_EVENTS_FILE names: a script that runs
 * several commands reads their results from one place, whatever else they print.
 */
export function writeEvent(type: string, content: Readonly<Record<string, unknown>>): void {
  const file = process.env.MILLRACE_EVENTS_FILE;
  if (!file) return;
  appendFileSync(file, `${JSON.stringify({ v: EVENT_VERSION, type, at: new Date().toISOString(), ...content })}\n`);
}
