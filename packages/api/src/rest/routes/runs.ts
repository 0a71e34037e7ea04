import { DomainError, PageInput } from "@millrace/core";
import {
  CancelAnswer,
  LaunchAnswer,
  LaunchBody,
  RerunBody,
  RunDetail,
  RunEventPage,
  RunPage,
} from "@millrace/protocol";
import { limitText, type QueueUseCases } from "@millrace/services/queue";
import {
  type LaunchRunInput,
  ListRunsInput,
  type RerunInput,
  RunEventsInput,
  RunLogInput,
  type RunUseCases,
} from "@millrace/services/runs";
import { z } from "zod";
import type { Locator } from "../../auth/locator";
import { byRun, byTarget } from "../../auth/locators";
import { route } from "../route";
import { presentEvent, presentRun, presentStep } from "./present-run";
import { streamRunLog } from "./run-log-stream";

const RUNS = "/orgs/{org}/deployments/{deployment}/runs";
const RUN = `${RUNS}/{runId}` as const;
const RunRef = z.object({ runId: z.string().min(1).max(100) });
const listed = z.preprocess(
  (value) => (typeof value === "string" ? value.split(",") : value),
  z.array(z.string()).optional(),
);

const ListInput = PageInput.extend({
  ...ListRunsInput.pick({ job: true, asset: true, location: true, tag: true, from: true, to: true }).shape,
  status: listed.describe("one or more, comma-separated"),
});
const EventsInput = RunRef.extend(RunEventsInput.pick({ step: true, after: true, limit: true }).shape);
const LogInput = RunLogInput.omit({ cursor: true }).extend({
  after: z.coerce.number().int().min(0).default(0).describe("`nextAfter` of the last line you received"),
  follow: z.stringbool().default(false).describe("keep the connection open until the run finishes"),
});

export type RunRouteDeps = {
  readonly runs: RunUseCases;
  readonly queue: Pick<QueueUseCases, "why">;
};

/** Routes of runs: launch, follow, cancel, re-run. */
export const runRoutes = ({ runs, queue }: RunRouteDeps) => [
  route({
    method: "POST",
    path: RUNS,
    permission: "run:launch",
    location: ofLaunch(runs),
    summary: "Launch a job, or the assets of a selection",
    input: LaunchBody,
    output: LaunchAnswer,
    status: 201,
    handler: ({ org, deployment, located }, input) =>
      runs.launch(org.scope, deployment, launchInput(input), located.target),
  }),
  route({
    method: "GET",
    path: RUNS,
    permission: "run:read",
    summary: "List runs, newest first",
    input: ListInput,
    output: RunPage,
    handler: async ({ org, deployment }, input) => {
      const page = await runs.list(org.scope, deployment, ListRunsInput.parse(input));
      return { ...page, data: page.data.map(presentRun) };
    },
  }),
  route({
    method: "GET",
    path: RUN,
    permission: "run:read",
    summary: "Get a run with its steps and, while queued, what is blocking it",
    input: RunRef,
    output: RunDetail,
    handler: async ({ org, deployment }, { runId }) => {
      const { run, steps, failure } = await runs.get(org.scope, deployment, runId);
      const waiting = run.status === "QUEUED" ? await queue.why(org.scope, deployment, runId) : undefined;
      return {
        ...presentRun(run),
        error: failure?.error ? { ...failure.error, name: failure.error.name ?? "Error" } : null,
        steps: steps.map(presentStep),
        waitingFor: waiting?.limits.map(limitText) ?? [],
      };
    },
  }),
  route({
    method: "POST",
    path: `${RUN}/cancel`,
    permission: "run:cancel",
    location: byRun(runs),
    summary: "Cancel a run",
    input: RunRef,
    output: CancelAnswer,
    handler: async ({ org }, input) => {
      const { id, status } = await runs.cancel(org.scope, input);
      return { id, status };
    },
  }),
  route({
    method: "POST",
    path: `${RUN}/rerun`,
    formerPath: `${RUN}/retry`,
    permission: "run:launch",
    location: byRun(runs),
    summary: "Re-run a finished run: all steps, from failure, selected steps, or from selected steps",
    input: RunRef.extend(RerunBody.shape),
    output: LaunchAnswer,
    status: 201,
    handler: ({ org }, { runId, ...input }) => runs.rerun(org.scope, runId, rerunInput(input)),
  }),
  route({
    method: "GET",
    path: `${RUN}/events`,
    permission: "run:read",
    summary: "List run events after a given event, oldest first",
    input: EventsInput,
    output: RunEventPage,
    handler: async ({ org, deployment }, input) => {
      const page = await runs.events(org.scope, deployment, { ...input, cursor: null });
      return { data: page.data.map(presentEvent), nextAfter: page.nextAfter, isFinished: page.isFinished };
    },
  }),
  route({
    method: "GET",
    path: `${RUN}/logs`,
    permission: "run:read",
    summary:
      "Get a run's output as NDJSON, one `{text, nextAfter}` per line. `follow` streams it until the run finishes.",
    input: LogInput,
    output: z.object({ text: z.string(), nextAfter: z.int() }),
    handler: async ({ org, deployment, request }, { after, follow, ...query }) =>
      streamRunLog((cursor) => runs.log(org.scope, deployment, { ...query, cursor }), {
        after,
        follow,
        signal: request.signal,
      }),
  }),
];

const ofLaunch = (runs: RunUseCases) => {
  const { where, find } = byTarget(runs);
  return {
    where,
    find: (...[scope, deployment, input]: LaunchArguments) => find(scope, deployment, launchInput(input)),
  };
};
type LaunchArguments = Parameters<Locator<z.output<typeof LaunchBody>>["find"]>;

function launchInput({ job, select, ...rest }: z.output<typeof LaunchBody>): LaunchRunInput {
  if (job !== undefined && select === undefined) return { job, ...rest };
  if (select !== undefined && job === undefined) return { select, ...rest };
  throw new DomainError("invalid", "target_invalid", "Specify what to run: either `job` or `select`.", {
    details: [{ pointer: "/job", code: "target_invalid", detail: "either job or select" }],
  });
}

function rerunInput({ mode, steps = [], force }: RerunBody): RerunInput {
  const choosesSteps = mode === "selected" || mode === "fromSelected";
  if (choosesSteps && steps.length > 0) return { mode, steps, force };
  if (!choosesSteps && steps.length === 0) return { mode, force };
  const detail = choosesSteps ? `\`${mode}\` requires \`steps\`` : `\`${mode}\` doesn't accept \`steps\``;
  throw new DomainError("invalid", "steps_invalid", `Invalid re-run: ${detail}`, {
    details: [{ pointer: "/steps", code: "steps_invalid", detail }],
  });
}
