import type { Scope, Waiting } from "@millrace/services";
import { z } from "zod";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

export type WhyRunWaits = (scope: Scope, deployment: { id: string }, runId: string) => Promise<Waiting>;

/** Why queued runs wait. */
export const queueRouter = (why: WhyRunWaits) =>
  router({
    why: deploymentProcedure("run:read")
      .input(z.object({ runId: z.string().min(1).max(100) }))
      .query(({ ctx, input }) => why(ctx.org.scope, ctx.deployment, input.runId)),
  });
