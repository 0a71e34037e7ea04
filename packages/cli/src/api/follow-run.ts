import { z } from "zod";
import type { CommandContext } from "../command-context";
import { eventLine, progressLine } from "../output/event-line";
import { printRunError } from "../output/run";
import { followEvents, getRun, type LaunchedRun } from "./runs";

/** The end of a followed run, or its state if the command doesn't wait. */
export const Ended = z.object({
  id: z.string(),
  status: z.string(),
  url: z.string().nullable(),
  failureReason: z.string().nullable(),
});
export type Ended = z.infer<typeof Ended>;

export const hasFailed = ({ status }: Ended): boolean => ["FAILURE", "CANCELED"].includes(status);

/** Follows a run until it ends, unless waiting is disabled. */
export async function followed(
  context: CommandContext,
  { id, url }: LaunchedRun,
  input: { wait?: boolean; watch?: boolean },
): Promise<Ended> {
  if (input.wait === false) return { id, status: "QUEUED", url, failureReason: null };
  context.resumeWith(`millrace logs ${id} -f`);
  const { output } = context;
  const run = await output.stage(
    `run ${id}`,
    async (progress) => {
      for await (const event of followEvents(context, id, true)) {
        if (input.watch) output.note(eventLine(event, output.colors));
        else progress(progressLine(event));
      }
      return getRun(context, id);
    },
    (finished) => finished.status,
    (finished) => finished.status === "SUCCESS",
  );
  if (run.error && run.status === "FAILURE") printRunError(run.error, output);
  return { id, status: run.status, url, failureReason: run.failureReason };
}
