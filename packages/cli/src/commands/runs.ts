import { CancelAnswer, LaunchAnswer, RetryBody, RunDetail, RunPage } from "@millrace/protocol";
import { getRun } from "../api/follow-run";
import { defineCommand } from "../command";
import { printRun } from "../output/run";

export const list = defineCommand({
  output: RunPage,
  async run(context, input: { status?: string; job?: string; limit?: string; cursor?: string }) {
    const client = await context.client();
    return client.request(RunPage, "GET", `${await context.deploymentPath()}/runs`, { query: { ...input } });
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
    return client.request(
      CancelAnswer,
      "POST",
      `${await context.deploymentPath()}/runs/${encodeURIComponent(input.run)}/cancel`,
      { body: {} },
    );
  },
  print: ({ id, status }, output) => output.note(`Run ${id} is ${status}`),
});

export const retry = defineCommand({
  output: LaunchAnswer,
  async run(context, input: { run: string; fromFailure?: boolean }) {
    const client = await context.client();
    const body = RetryBody.parse({ mode: input.fromFailure ? "fromFailure" : "all" });
    return client.request(
      LaunchAnswer,
      "POST",
      `${await context.deploymentPath()}/runs/${encodeURIComponent(input.run)}/retry`,
      { body },
    );
  },
  print: ({ id, steps }, output) => output.line(`${id} (${steps} steps)`),
});
