import { JobRef, type JobUseCases } from "@millrace/services/jobs";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Jobs of a deployment. */
export const jobRouter = (jobs: JobUseCases) =>
  router({
    list: deploymentProcedure("run:read").query(({ ctx }) => jobs.list(ctx.org.scope, ctx.deployment)),
    get: deploymentProcedure("run:read")
      .input(JobRef)
      .query(({ ctx, input }) => jobs.get(ctx.org.scope, ctx.deployment, input)),
  });
