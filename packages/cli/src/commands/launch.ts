import type { LaunchBody } from "@millrace/protocol";
import { z } from "zod";
import { Ended, followed, hasFailed } from "../api/follow-run";
import { launchRuns } from "../api/runs";
import { type CommandModule, defineCommand } from "../command";
import type { CommandContext } from "../command-context";
import { usageError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
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

const Answer = Ended.extend({
  runs: z
    .array(Ended)
    .optional()
    .describe("with several runs: all of them. The fields above describe the first failed run."),
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
    ...(input.partition === undefined ? {} : { partitions: input.partition }),
    ...(input.runPerPartition ? { runPerPartition: true } : {}),
    ...(input.tag ? { tags: tagsOf(input.tag) } : {}),
  };
  const runs: Ended[] = [];
  const launched = await launchRuns(context, body);
  if (launched.length > 1 && !input.runPerPartition)
    context.output.note(`${launched.length} code locations: ${launched.length} runs`);
  for (const run of launched) runs.push(await followed(context, run, input));
  const [first] = runs as [Ended];
  return { ...(runs.find(hasFailed) ?? first), ...(input.runPerPartition || runs.length > 1 ? { runs } : {}) };
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
