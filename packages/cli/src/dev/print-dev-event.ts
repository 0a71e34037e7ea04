import type { Emit } from "../command";
import { reportError } from "../errors/report-error";
import { diffSummary, printDiff } from "../output/diff";
import type { Output } from "../output/output";
import type { DevEvent } from "./dev-event";

/** Prints the events of `millrace dev` as whole lines with their time, without cursor movements. */
export function devPrinter(output: Output): Emit<DevEvent> {
  const { green, red, cyan, dim } = output.colors;
  const stamp = () => dim(output.isInteractive ? new Date().toTimeString().slice(0, 8) : new Date().toISOString());
  const say = (text: string) => output.note(`${stamp()} ${text}`);
  let validSummary = "";
  let isFirst = true;
  return (event, error) => {
    switch (event.type) {
      case "watching":
        return say(
          `watching ${event.location}${event.deployment ? `, pushing to ${event.deployment}` : " (local)"}. Press Ctrl-C to stop.`,
        );
      case "reloaded": {
        say(
          `${green("✔")} ${event.summary}${isFirst ? "" : `: ${diffSummary(event.diff)}`} ${dim(`(${event.ms} ms)`)}`,
        );
        if (!isFirst) printDiff(event.diff, output);
        isFirst = false;
        validSummary = event.summary;
        return;
      }
      case "rejected":
        say(`${red("✘")} reload failed${validSummary ? `; keeping the last valid definitions (${validSummary})` : ""}`);
        if (error) reportError(error, output);
        return;
      case "live":
        say(
          `${green("✔")} version ${event.version} is active in ${event.deployment} ${dim(`(${event.ms} ms)`)} ${cyan(event.url)}`,
        );
        return;
      case "ran":
        say(
          `${event.status === "FAILURE" ? red("✘") : green("✔")} run ${event.run} ${event.status} ${event.url ?? ""}`.trimEnd(),
        );
        return;
      case "stopped":
        say("stopped");
    }
  };
}
