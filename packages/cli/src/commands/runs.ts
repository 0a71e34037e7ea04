import { CancelAnswer, LaunchAnswer, type RerunBody, RunDetail, RunPage } from "@millrace/protocol";
import { Ended, followed, hasFailed } from "../api/follow-run";
import { pageUrl } from "../api/page-url";
import { getRun, runPath } from "../api/runs";
import { defineCommand } from "../command";
import { usageError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { printRun } from "../output/run";

export const list = defineCommand({
  output: RunPage,
  async run(context, input: { status?: string; job?: string; limit?: string; cursor?: string }) {
    const client = await context.client();
    const { status, job, limit, cursor } = input;
    const query = { status, job, limit, cursor };
    return client.request(RunPage, "GET", `${await context.deploymentPath()}/runs`, { query });
  },
  print(page, output) {
    output.table([
      ["RUN", "STATUS", "TARGET", "CREATED", "BY"],
      ...page.data.map((it) => [
        it.id,
        it.status,
        it.job ?? it.selection ?? it.assetKeys.join(", "),
        it.createdAt,
        it.launchedByName ?? it.trigger,
      ]),
    ]);
    if (page.hasMore) output.note(`More: --cursor ${page.nextCursor}`);
  },
});

export const show = defineCommand({
  output: RunDetail,
  run: (context, input: { run: string }) => getRun(context, input.run),
  print: printRun,
});

export const cancel = defineCommand({
  output: CancelAnswer,
  async run(context, input: { run: string }) {
    const client = await context.client();
    return client.request(CancelAnswer, "POST", `${await runPath(context, input.run)}/cancel`, { body: {} });
  },
  print: ({ id, status }, output) => output.note(`Run ${id} is ${status}`),
});

type RerunInput = { fromFailure?: boolean; step?: string[]; fromStep?: string[]; force?: boolean };

function rerunBody({ fromFailure, step, fromStep }: RerunInput): RerunBody {
  const given = [fromFailure && "--from-failure", step && "--step", fromStep && "--from-step"].filter(Boolean);
  if (given.length > 1)
    throw usageError("rerun_ambiguous", `${given.join(" and ")} can't be combined`, "Use only one of them.");
  if (step) return { mode: "selected", steps: step };
  if (fromStep) return { mode: "fromSelected", steps: fromStep };
  return { mode: fromFailure ? "fromFailure" : "all" };
}

/** Re-runs a finished run and follows the new one, as `job run` does. */
export const rerun = defineCommand({
  output: Ended,
  async run(context, input: RerunInput & { run: string; wait?: boolean; watch?: boolean }): Promise<Ended> {
    const body = { ...rerunBody(input), ...(input.force ? { force: true } : {}) };
    const client = await context.client();
    const { id } = await client.request(LaunchAnswer, "POST", `${await runPath(context, input.run)}/rerun`, { body });
    return followed(context, { id, url: await pageUrl(context, `runs/${id}`) }, input);
  },
  print({ url }, output) {
    if (url) output.line(url);
  },
  exitCode: (result) => (hasFailed(result) ? EXIT.failed : EXIT.ok),
});
