import { didYouMeanText } from "@millrace/core";
import { SensorEvent } from "@millrace/protocol";
import type { Definitions } from "@millrace/sdk";
import { z } from "zod";
import { defineCommand } from "../command";
import type { CommandContext } from "../command-context";
import { CliError, usageError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { authorError } from "../project/author-error";
import { checkProject } from "../project/check-project";
import { environment } from "../project/environment";

const Answer = z.object({
  /** Time of the evaluation. */
  at: z.string(),
  /** Job that the runs are for. Null if each run has its own target. */
  target: z.string().nullable(),
  runs: z.array(z.record(z.string(), z.unknown())),
  skip: z.string().nullable(),
  cursor: z.unknown().optional(),
});

type TickInput = { name: string; at?: string; cursor?: string; events?: string };

/** Evaluates a schedule or sensor of the project in this process. Launches nothing. */
export const command = defineCommand({
  output: Answer,
  async run(context, input: TickInput) {
    const { bundle, mapStack } = await checkProject(await context.project());
    const definitions = bundle.definitions as Definitions;
    const at = input.at === undefined ? await newestTick(definitions, input.name) : new Date(input.at);
    if (Number.isNaN(at.getTime()))
      throw usageError(
        "time_invalid",
        `Invalid time "${input.at}"`,
        "Use ISO 8601, for example: --at 2026-01-31T02:00:00Z",
      );
    const result = await evaluate(context, definitions, input, at).catch(async (error: unknown) => {
      throw error instanceof CliError ? error : await authorError(error, mapStack, "tick_failed");
    });
    return {
      at: at.toISOString(),
      target:
        (definitions.schedules.get(input.name) ?? definitions.sensors.get(input.name))?.settings.target?.name ?? null,
      runs: result.runs.map((run) => ({ ...run })),
      skip: result.skip ?? null,
      cursor: result.cursor,
    };
  },
  print({ at, target, runs, skip, cursor }, output) {
    if (skip !== null) output.line(`skipped: ${skip}`);
    for (const run of runs) output.line(JSON.stringify(run));
    const count = runs.length === 0 ? "no runs" : runs.length === 1 ? "1 run" : `${runs.length} runs`;
    output.note(`At ${at}, would launch ${count}${target === null ? "" : ` of ${target}`} (dry run, nothing launched)`);
    if (cursor !== undefined) output.note(`next cursor: ${JSON.stringify(cursor)}`);
  },
});

/** A schedule's newest tick; for a sensor, now. */
async function newestTick(definitions: Definitions, name: string): Promise<Date> {
  const { latestTick } = await import("@millrace/runtime");
  const schedule = definitions.schedules.get(name);
  return schedule ? latestTick(schedule, new Date()) : new Date();
}

async function evaluate(context: CommandContext, definitions: Definitions, input: TickInput, at: Date) {
  const { assertMonitored, assertTick, evaluateSchedule, evaluateSensor, sensorEvents } = await import(
    "@millrace/runtime"
  );
  const { configProblems } = await import("@millrace/core/config");
  const { signal } = context;
  const say = (message: string) => context.output.note(message);
  const log = { debug: say, info: say, warn: say, error: say };
  const schedule = definitions.schedules.get(input.name);
  if (schedule) {
    assertTick(schedule, at);
    return evaluateSchedule(definitions, input.name, { scheduledAt: at, now: at, signal, log, configProblems });
  }
  const sensor = definitions.sensors.get(input.name);
  if (sensor) {
    const cursor = input.cursor === undefined ? undefined : parseJson("cursor", input.cursor);
    const events = sensorEvents(input.events === undefined ? [] : parseEvents(input.events));
    assertMonitored(sensor, events, at);
    return evaluateSensor(definitions, input.name, {
      cursor,
      events,
      now: at,
      signal,
      log,
      variables: environment(),
      configProblems,
    });
  }
  const names = [...definitions.schedules.keys(), ...definitions.sensors.keys()];
  throw new CliError(
    EXIT.notFound,
    "tick_not_found",
    `No schedule or sensor named "${input.name}".${didYouMeanText(input.name, names)}`,
    { help: names.length > 0 ? `Available: ${names.join(", ")}` : "This project doesn't define any." },
  );
}

const EXAMPLES = {
  cursor: `{"since":"2026-01-31"}`,
  events: `[{"id":"1","at":"2026-01-31T02:00:00Z","asset":"orders","runId":"run_1"}]`,
};

function parseJson(option: keyof typeof EXAMPLES, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(EXIT.usage, `${option}_invalid`, `--${option} isn't valid JSON: ${(error as Error).message}`, {
      cause: error,
      help: `Quote it for your shell: --${option} '${EXAMPLES[option]}'`,
    });
  }
}

function parseEvents(text: string): SensorEvent[] {
  const parsed = z.array(SensorEvent).safeParse(parseJson("events", text));
  if (parsed.success) return parsed.data;
  throw new CliError(EXIT.usage, "events_invalid", `--events: ${z.prettifyError(parsed.error)}`, {
    help: `Example of an asset event: --events '${EXAMPLES.events}'`,
  });
}
