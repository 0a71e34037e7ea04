import { DomainError } from "@millrace/core";
import type { AccessReader } from "@millrace/core/identity";
import { SetVariableInput, type VariableUseCases } from "@millrace/services/variables";
import { z } from "zod";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

const OfLocation = z.object({ codeLocation: z.string().max(100).optional().describe("omit for all code locations") });

/** Variables and secrets of a deployment, or of one code location in it. Secrets are never read back. */
export const variableRouter = (variables: VariableUseCases) =>
  router({
    list: deploymentProcedure("variable:read").query(({ ctx }) =>
      variables.list(ctx.org.scope, { deployment: ctx.deployment }),
    ),
    missing: deploymentProcedure("variable:read").query(({ ctx }) => variables.missing(ctx.org.scope, ctx.deployment)),
    set: deploymentProcedure("variable:manage")
      .input(OfLocation)
      .input(SetVariableInput)
      .mutation(async ({ ctx, input: { name, value, isSecret, codeLocation } }) => {
        const location = await findLocation(ctx.access, ctx.org.orgId, codeLocation);
        await variables.set(ctx.org.scope, { deployment: ctx.deployment, location }, { name, value, isSecret });
      }),
    remove: deploymentProcedure("variable:manage")
      .input(OfLocation.extend({ name: z.string().max(128) }))
      .mutation(async ({ ctx, input }) => {
        const location = await findLocation(ctx.access, ctx.org.orgId, input.codeLocation);
        await variables.remove(ctx.org.scope, { deployment: ctx.deployment, location }, input.name);
      }),
  });

async function findLocation(access: AccessReader, orgId: string, name: string | undefined) {
  if (name === undefined) return undefined;
  const id = await access.findLocationId(orgId, name);
  if (id) return { id, name };
  throw new DomainError("notFound", "location_not_found", `No code location named "${name}".`);
}
