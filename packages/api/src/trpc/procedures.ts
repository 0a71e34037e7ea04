import { isPermissionMissing, type Permission, PermissionMissingError } from "@millrace/core/identity";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { orgAccess, resolveDeployment } from "../auth/access";
import { actorOf } from "./context";
import { baseProcedure, middleware } from "./trpc";

const signedIn = middleware(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: "UNAUTHORIZED", message: "You're not signed in." });
  return next({ ctx: { user: ctx.user, actor: actorOf(ctx, ctx.user) } });
});

/** A signed-in person, and nothing of any organization. */
export const userProcedure = baseProcedure.meta({ access: "user" }).use(signedIn);

/** An operator of the platform: quotas and health, never an organization's data. */
export const operatorProcedure = baseProcedure
  .meta({ access: "operator" })
  .use(signedIn)
  .use(({ ctx, next }) => {
    if (!ctx.user.isOperator) throw new TRPCError({ code: "NOT_FOUND", message: "Page not found." });
    return next({ ctx: { actor: { ...ctx.actor, kind: "operator" as const } } });
  });

const OrgInput = z.object({ org: z.string().min(1).max(100).describe("the organization's slug") });
const DeploymentInput = z.object({ deployment: z.string().min(1).max(100).describe("the deployment's name") });
const LocationInput = z.object({ location: z.string().min(1).max(100).describe("the code location's name") });

/**
 * The only way to reach an organization's data: names the permission, yields `ctx.org`.
 * Who is no member learns nothing, not even that the organization exists.
 */
export const orgProcedure = (permission: Permission) =>
  memberProcedure({ access: "organization", permission }).use(({ ctx, next }) => {
    if (!ctx.org.can(permission)) throw denied(permission);
    return next();
  });

/**
 * An organization's data in one deployment: yields `ctx.org` and `ctx.deployment`, where grants of the deployment raise
 * the role. Where an input names an object of one code location, the use case asks `ctx.deployment` again once it knows
 * which one.
 */
export const deploymentProcedure = (permission: Permission) =>
  inDeployment({ access: "deployment", permission }).use(({ ctx, next }) => {
    if (!ctx.deployment.can(permission)) throw denied(permission);
    return next();
  });

/** One code location in one deployment: yields `ctx.location` too, and grants of the location raise the role. */
export const locationProcedure = (permission: Permission) =>
  inDeployment({ access: "deployment", permission })
    .input(LocationInput)
    .use(async ({ ctx, input, next }) => {
      const locationId = await ctx.access.findLocationId(ctx.org.orgId, input.location);
      if (!locationId) {
        throw new TRPCError({ code: "NOT_FOUND", message: `No code location named "${input.location}".` });
      }
      if (!ctx.deployment.can(permission, locationId)) throw denied(permission);
      return next({ ctx: { location: { id: locationId, name: input.location } } });
    });

const inDeployment = (meta: { access: "deployment"; permission: Permission }) =>
  memberProcedure(meta)
    .input(DeploymentInput)
    .use(async ({ ctx, input, next }) =>
      next({ ctx: { deployment: await resolveDeployment(ctx.access, ctx.org, input.deployment) } }),
    );

/** Who is a member. A change that is then refused, here or by the use case that knows the place, is recorded. */
const memberProcedure = (meta: { access: "organization" | "deployment"; permission: Permission }) =>
  baseProcedure
    .meta(meta)
    .use(signedIn)
    .input(OrgInput)
    .use(async ({ ctx, input, next, path, type }) => {
      const member = await ctx.access.findMembership(ctx.user.id, input.org);
      if (!member) {
        ctx.log.warn({ userId: ctx.user.id, path, requestId: ctx.requestId }, "rejected: not a member");
        throw new TRPCError({ code: "NOT_FOUND", message: `Organization "${input.org}" not found.` });
      }
      const org = orgAccess(member, ctx.actor);
      const result = await next({ ctx: { org } });
      const refusal = result.ok ? undefined : result.error.cause;
      if (type === "mutation" && isPermissionMissing(refusal)) {
        await ctx.recordDenied({ orgId: org.orgId, actor: org.actor, permission: refusal.permission, path });
      }
      return result;
    });

const denied = (permission: Permission) =>
  new PermissionMissingError(permission, `Your role doesn't include the permission ${permission}.`);
