import type { AutomationUseCases } from "@millrace/services/automation";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Schedules and sensors that a deployment's code declares. */
export const automationRouter = (automation: AutomationUseCases) =>
  router({
    list: deploymentProcedure("automation:read").query(({ ctx }) => automation.list(ctx.org.scope, ctx.deployment)),
  });
