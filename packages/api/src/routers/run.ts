import {
  LaunchRunInput,
  ListRunsInput,
  NewerRunsInput,
  RerunInput,
  RunEventsInput,
  RunIdsInput,
  RunLogInput,
  type RunUseCases,
  SetPriorityInput,
} from "@millrace/services/runs";
import { z } from "zod";
import { byRun, byTarget } from "../auth/locators";
import { deploymentProcedure, locatedProcedure, orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

const RunRef = z.object({ runId: z.string().min(1).max(100) });

/** Runs of a deployment. */
export const runRouter = (runs: RunUseCases) => {
  const ofRun = { input: RunRef, location: byRun(runs) };
  return router({
    list: deploymentProcedure("run:read")
      .input(ListRunsInput)
      .query(({ ctx, input: { org: _, deployment: __, ...filter } }) =>
        runs.list(ctx.org.scope, ctx.deployment, filter),
      ),
    newerCount: deploymentProcedure("run:read")
      .input(NewerRunsInput)
      .query(({ ctx, input: { org: _, deployment: __, ...filter } }) =>
        runs.newerCount(ctx.org.scope, ctx.deployment, filter),
      ),
    byIds: deploymentProcedure("run:read")
      .input(RunIdsInput)
      .query(({ ctx, input }) => runs.byIds(ctx.org.scope, ctx.deployment, input)),
    locate: orgProcedure("run:read")
      .input(RunRef)
      .query(({ ctx, input }) => runs.locate(ctx.org.scope, input.runId)),
    get: deploymentProcedure("run:read")
      .input(RunRef)
      .query(({ ctx, input }) => runs.get(ctx.org.scope, ctx.deployment, input.runId)),
    events: deploymentProcedure("run:read")
      .input(RunEventsInput)
      .query(({ ctx, input }) => runs.events(ctx.org.scope, ctx.deployment, input)),
    log: deploymentProcedure("run:read")
      .input(RunLogInput)
      .query(({ ctx, input }) => runs.log(ctx.org.scope, ctx.deployment, input)),
    outputSizes: deploymentProcedure("run:read")
      .input(RunRef)
      .query(({ ctx, input }) => runs.outputSizes(ctx.org.scope, ctx.deployment, input.runId)),
    neighbors: deploymentProcedure("run:read")
      .input(RunRef)
      .query(({ ctx, input }) => runs.neighbors(ctx.org.scope, ctx.deployment, input.runId)),
    launch: locatedProcedure("run:launch", { input: LaunchRunInput, location: byTarget(runs) })
      .input(LaunchRunInput)
      .mutation(({ ctx, input }) => runs.launch(ctx.org.scope, ctx.deployment, input, ctx.located.target)),
    cancel: locatedProcedure("run:cancel", ofRun)
      .input(RunRef)
      .mutation(async ({ ctx, input }) => {
        const { id, status } = await runs.cancel(ctx.org.scope, input);
        return { id, status };
      }),
    rerun: locatedProcedure("run:launch", ofRun)
      .input(RunRef)
      .input(RerunInput)
      .mutation(({ ctx, input }) => runs.rerun(ctx.org.scope, input.runId, input)),
    setPriority: locatedProcedure("run:launch", ofRun)
      .input(RunRef.extend(SetPriorityInput.shape))
      .mutation(({ ctx, input }) => runs.setPriority(ctx.org.scope, input.runId, input)),
  });
};
