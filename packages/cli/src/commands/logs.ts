import { RunEventItem } from "@millrace/protocol";
import { z } from "zod";
import { followEvents, outputOf } from "../api/runs";
import { defineStream } from "../command";
import { usageError } from "../errors/cli-error";
import { eventLine } from "../output/event-line";
import { plainText } from "../output/plain-text";

const STREAMS = ["events", "stdout", "stderr"] as const;

export type LogsInput = { run: string; follow?: boolean; step?: string; stream: string };

const OutputText = z.object({ stream: z.enum(["stdout", "stderr"]), text: z.string() });

/** Shows events in real time, and output as it was written. */
export const command = defineStream({
  line: z.union([RunEventItem, OutputText]),
  async run(context, input: LogsInput, emit) {
    const stream = STREAMS.find((name) => name === input.stream);
    if (stream === undefined)
      throw usageError("stream_unknown", `Unknown stream "${input.stream}"`, `one of ${STREAMS.join(", ")}`);
    if (input.follow) context.resumeWith(`millrace logs ${input.run} -f`);
    if (stream !== "events") {
      for await (const { text } of outputOf(context, { ...input, stream })) emit({ stream, text });
      return;
    }
    for await (const event of followEvents(context, input.run, input.follow === true)) {
      if (input.step === undefined || event.step === input.step) emit(event);
    }
  },
  printer: (output) => (value) => {
    if ("stream" in value) output.text(plainText(value.text));
    else output.line(eventLine(value, output.colors));
  },
});
