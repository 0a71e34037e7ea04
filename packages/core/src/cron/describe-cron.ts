import cronstrue from "cronstrue";
import { expandCron, parseCron } from "./parse-cron";

/** A schedule in words: "At 02:30, Monday through Friday". Several crons are joined. */
export function describeCron(crons: string | readonly string[]): string {
  const list = typeof crons === "string" ? [crons] : crons;
  const [first = "", ...others] = list.map(oneInWords);
  return [first, ...others.map((words) => `${words.charAt(0).toLowerCase()}${words.slice(1)}`)].join("; and ");
}

function oneInWords(cron: string): string {
  parseCron(cron);
  // The words library knows the last weekday as `5L` only.
  const text = expandCron(cron).replace(/\bL(\w+)/gi, "$1L");
  return cronstrue.toString(text, { use24HourTimeFormat: true, verbose: false });
}
