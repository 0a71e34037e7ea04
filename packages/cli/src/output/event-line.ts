import type { RunEventItem } from "@millrace/protocol";
import type { Colors } from "./output";

/** An event of a run on one line. */
export function eventLine(event: RunEventItem, colors: Colors): string {
  const paint =
    event.level === "error" || /fail/i.test(event.type) ? colors.red : event.level === "warn" ? colors.yellow : String;
  const step = event.step ? colors.cyan(`${event.step} `) : "";
  return `${colors.dim(event.at.slice(11, 23))} ${step}${paint(event.message || event.type)}`;
}
