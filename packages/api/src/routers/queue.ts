import { ListWaitingInput, type QueueUseCases } from "@millrace/services/queue";
import { z } from "zod";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** What waits, and why. */
export const queueRouter = (queue: QueueUseCases) =>
  router({
    waiting: deploymentProcedure("run:read")
      .input(ListWaitingInput)
      .query(({ ctx, input }) => queue.waiting(ctx.org.scope, ctx.deployment, input)),
    why: deploymentProcedure("run:read")
      .input(z.object({ runId: z.string().min(1).max(100) }))
      .query(({ ctx, input }) => queue.why(ctx.org.scope, ctx.deployment, input.runId)),
  });
