import { RunEventItem } from "@millrace/protocol";
import { z } from "zod";
import { followEvents, outputOf } from "../api/follow-run";
import { defineCommand } from "../command";
import { eventLine } from "../output/event-line";

export type LogsInput = { run: string; follow?: boolean; step?: string; stream?: "events" | "stdout" | "stderr" };

/** Events come as they happen: with `--json`, one JSON value a line. */
export const command = defineCommand({
  output: z.array(RunEventItem),
  async run(context, input: LogsInput) {
    const { output } = context;
    if (input.stream === "stdout" || input.stream === "stderr") {
      for await (const { text } of outputOf(context, { ...input, stream: input.stream })) {
        if (output.json) output.line(JSON.stringify({ stream: input.stream, text }));
        else output.text(text);
      }
      return [];
    }
    for await (const event of followEvents(context, input.run, input.follow === true)) {
      if (input.step && event.step !== input.step) continue;
      output.line(output.json ? JSON.stringify(event) : eventLine(event, output.colors));
    }
    return [];
  },
  print: () => {},
});

/** Tells the runner that the data is on stdout already. */
export const streams = true;
