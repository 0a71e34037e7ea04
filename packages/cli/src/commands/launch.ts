import type { LaunchBody } from "@millrace/protocol";
import { z } from "zod";
import { followEvents, getRun, type LaunchedRun, launchRuns } from "../api/runs";
import { type CommandModule, defineCommand } from "../command";
import type { CommandContext } from "../command-context";
import { usageError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { eventLine, progressLine } from "../output/event-line";
import { printRunError } from "../output/run";
import { partitionText } from "../project/partition-keys";
import { runLocal } from "../project/run-local";
import { readJson } from "../read-json";

export type LaunchInput = {
  partition?: string;
  runPerPartition?: boolean;
  config?: string;
  tag?: string[];
  wait?: boolean;
  watch?: boolean;
  local?: boolean;
};

const Ended = z.object({
  id: z.string(),
  status: z.string(),
  url: z.string().nullable(),
  failureReason: z.string().nullable(),
});
type Ended = z.infer<typeof Ended>;
const Answer = Ended.extend({
  runs: z
    .array(Ended)
    .optional()
    .describe("with --run-per-partition: all runs. The fields above describe the first failed run."),
});
type Answer = z.infer<typeof Answer>;

type Target = { readonly select: string } | { readonly job: string };

/** Launches a selection of assets. */
export const materialize = launchCommand((input: LaunchInput & { selection: string }) => ({ select: input.selection }));

/** Launches a job. */
export const runJob = launchCommand((input: LaunchInput & { job: string }) => ({ job: input.job }));

function launchCommand<I extends LaunchInput>(targetOf: (input: I) => Target): CommandModule<I, Answer> {
  return defineCommand({
    output: Answer,
    async run(context, input: I): Promise<Answer> {
      const target = targetOf(input);
      const config = input.config === undefined ? defaultConfig(target) : await readJson("--config", input.config);
      if (input.local && input.runPerPartition)
        throw usageError(
          "option_conflict",
          "--run-per-partition can't be combined with --local",
          "Remove one of them.",
        );
      if (input.local) return runLocal(context, target, { config, partition: input.partition });
      return launch(context, target, input, config);
    },
    print(result, output) {
      for (const { url } of result.runs ?? [result]) if (url) output.line(url);
    },
    exitCode: (result) => (hasFailed(result) ? EXIT.failed : EXIT.ok),
    github: ({ id, status, url }) => ({
      outputs: { run: id, status, url: url ?? "" },
      summary: `Run ${url ? `[${id}](${url})` : id}: **${status}**`,
    }),
  });
}

async function launch(context: CommandContext, target: Target, input: LaunchInput, config: unknown): Promise<Answer> {
  const body: LaunchBody = {
    ...target,
    ...(config === undefined ? {} : { config }),
    ...(input.partition === undefined ? {} : { partitions: partitionText(input.partition) }),
    ...(input.runPerPartition ? { runPerPartition: true } : {}),
    ...(input.tag ? { tags: tagsOf(input.tag) } : {}),
  };
  const runs: Ended[] = [];
  for (const run of await launchRuns(context, body)) runs.push(await followed(context, run, input));
  const [first] = runs as [Ended];
  return { ...(runs.find(hasFailed) ?? first), ...(input.runPerPartition ? { runs } : {}) };
}

const hasFailed = ({ status }: Ended): boolean => ["FAILURE", "CANCELED"].includes(status);

/** Follows a run until it ends, unless waiting is disabled. */
async function followed(context: CommandContext, { id, url }: LaunchedRun, input: LaunchInput): Promise<Ended> {
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

/** Returns the default config: an object for jobs, whose input can consist of defaults, and none for assets. */
const defaultConfig = (target: Target): unknown => ("job" in target ? {} : undefined);

function tagsOf(tags: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    tags.map((tag) => {
      const at = tag.indexOf("=");
      if (at < 1) throw usageError("tag_invalid", `Invalid tag "${tag}"`, "Use --tag key=value.");
      return [tag.slice(0, at), tag.slice(at + 1)];
    }),
  );
}
