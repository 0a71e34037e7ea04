import type { Emit } from "../command";
import { reportError } from "../errors/report-error";
import { diffSummary, printDiff } from "../output/diff";
import type { Output } from "../output/output";
import type { DevEvent } from "./dev-event";

/** Shows what `millrace dev` says: whole lines with their time, never cursor movements. */
export function devPrinter(output: Output): Emit<DevEvent> {
  const { green, red, cyan, dim } = output.colors;
  const stamp = () => dim(output.isInteractive ? new Date().toTimeString().slice(0, 8) : new Date().toISOString());
  const say = (text: string) => output.note(`${stamp()} ${text}`);
  let good = "";
  let isFirst = true;
  return (event, error) => {
    switch (event.type) {
      case "watching":
        return say(
          `watching ${event.location}${event.deployment ? `, live in ${event.deployment}` : " (local)"}. Press Ctrl-C to stop.`,
        );
      case "reloaded": {
        say(
          `${green("✔")} ${event.summary}${isFirst ? "" : `: ${diffSummary(event.diff)}`} ${dim(`(${event.ms} ms)`)}`,
        );
        if (!isFirst) printDiff(event.diff, output);
        isFirst = false;
        good = event.summary;
        return;
      }
      case "refused":
        say(`${red("✘")} reload failed${good ? `; keeping the last valid definitions (${good})` : ""}`);
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
