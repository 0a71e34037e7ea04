import { setTimeout as delay } from "node:timers/promises";
import { LaunchAnswer, type LaunchBody, RunDetail, type RunEventItem, RunEventPage } from "@millrace/protocol";
import { z } from "zod";
import type { CommandContext } from "../command-context";
import { pageUrl } from "./page-url";

const POLL_MS = 500;

/** Returns the API path of a run. */
export const runPath = async (context: CommandContext, runId: string): Promise<string> =>
  `${await context.deploymentPath()}/runs/${encodeURIComponent(runId)}`;

/** A launched run, with the URL of its page. */
export type LaunchedRun = { readonly id: string; readonly url: string };

/** Queues a run, or one per partition. */
export async function launchRuns(context: CommandContext, body: LaunchBody): Promise<[LaunchedRun, ...LaunchedRun[]]> {
  const client = await context.client();
  const answer = await client.request(LaunchAnswer, "POST", `${await context.deploymentPath()}/runs`, { body });
  const launched = async (id: string) => ({ id, url: await pageUrl(context, `runs/${id}`) });
  const [, ...others] = answer.ids ?? [];
  return [await launched(answer.id), ...(await Promise.all(others.map(launched)))];
}

/** Yields a run's events in real time until it ends. */
export async function* followEvents(
  context: CommandContext,
  runId: string,
  follow: boolean,
): AsyncGenerator<RunEventItem> {
  const client = await context.client();
  const path = `${await runPath(context, runId)}/events`;
  for (let after = 0; ; ) {
    const page = await client.request(RunEventPage, "GET", path, { query: { after, limit: 200 } });
    yield* page.data;
    after = page.nextAfter;
    if (page.data.length > 0) continue;
    if (page.isFinished || !follow) return;
    await delay(POLL_MS, undefined, { signal: context.signal });
  }
}

/** Returns a run with its steps. */
export async function getRun(context: CommandContext, runId: string): Promise<RunDetail> {
  const client = await context.client();
  return client.request(RunDetail, "GET", await runPath(context, runId));
}

const OutputPart = z.object({ text: z.string(), nextAfter: z.int() });

/** Yields a run's stdout or stderr; with `follow`, until it ends. */
export async function* outputOf(
  context: CommandContext,
  input: { run: string; stream: "stdout" | "stderr"; step?: string; follow?: boolean },
): AsyncGenerator<{ text: string }> {
  const client = await context.client();
  const path = `${await runPath(context, input.run)}/logs`;
  const query = { stream: input.stream, step: input.step, follow: input.follow ? "true" : undefined };
  for await (const line of client.lines(path, query)) yield OutputPart.parse(JSON.parse(line));
}
