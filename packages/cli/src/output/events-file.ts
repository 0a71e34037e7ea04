import { appendFileSync } from "node:fs";

/** Version of the lines in MILLRACE_EVENTS_FILE. Additions don't change it. */
const EVENT_VERSION = 1;

/**
 * Appends the result of a command, as a line of JSON, to the file named by MILLRACE_EVENTS_FILE. A script that runs
 * several commands can read their results from one file.
 */
export function writeEvent(type: string, content: Readonly<Record<string, unknown>>): void {
  const file = process.env.MILLRACE_EVENTS_FILE;
  if (!file) return;
  appendFileSync(file, `${JSON.stringify({ v: EVENT_VERSION, type, at: new Date().toISOString(), ...content })}\n`);
}
