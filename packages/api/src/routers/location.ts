import { PageInput } from "@millrace/core";
import { type LocationUseCases, SetEgressInput } from "@millrace/services/locations";
import { z } from "zod";
import { deploymentProcedure, locationProcedure, orgProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

const LocationName = z.object({ location: z.string().min(1).max(100) });
const VersionNumber = z.object({ version: z.int().min(1) });
const SHOWN_VERSIONS = 50;

/** Code locations: what was pushed, and what the deployment serves of it. */
export const locationRouter = (locations: LocationUseCases) =>
  router({
    list: deploymentProcedure("location:read").query(({ ctx }) => locations.list(ctx.org.scope, ctx.deployment.id)),
    get: locationProcedure("location:read").query(async ({ ctx }) => {
      const { org, deployment, location } = ctx;
      const [record, versions, activations] = await Promise.all([
        locations.get(org.scope, location.name),
        locations.listVersions(org.scope, deployment.id, location, { limit: SHOWN_VERSIONS }),
        locations.listActivations(org.scope, deployment.id, location),
      ]);
      return {
        ...record,
        versions: versions.data,
        hasMoreVersions: versions.hasMore,
        activations,
        canActivate: deployment.can("location:activate", location.id),
        canSetEgress: org.can("egress:manage"),
      };
    }),
    versions: locationProcedure("location:read")
      .input(PageInput)
      .query(({ ctx, input }) => locations.listVersions(ctx.org.scope, ctx.deployment.id, ctx.location, input)),
    diff: locationProcedure("location:read")
      .input(VersionNumber)
      .query(({ ctx, input }) => locations.getVersion(ctx.org.scope, ctx.deployment.id, ctx.location, input.version)),
    activate: locationProcedure("location:activate")
      .input(VersionNumber)
      .mutation(({ ctx, input }) =>
        locations.activate(ctx.org.scope, ctx.deployment, ctx.location, { version: input.version }),
      ),
    rollback: locationProcedure("location:activate").mutation(({ ctx }) =>
      locations.rollback(ctx.org.scope, ctx.deployment, ctx.location),
    ),
    /** The list holds in every deployment: a role in one of them alone does not suffice. */
    setEgress: orgProcedure("egress:manage")
      .input(LocationName)
      .input(SetEgressInput)
      .mutation(async ({ ctx, input }) =>
        locations.setEgress(ctx.org.scope, await locations.get(ctx.org.scope, input.location), input),
      ),
  });
