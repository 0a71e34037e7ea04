import { isDomainError } from "@millrace/core";
import { isPermissionMissing, type Permission, rolePermissionMissing } from "@millrace/core/identity";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { type OrgAccess, resolveDeployment } from "../auth/access";
import { enterOrganization } from "../auth/enter-organization";
import { canInAny, type Located, type Locator } from "../auth/locator";
import { actorOf, type SessionUser } from "./context";
import { baseProcedure, middleware, type ProcedureMeta } from "./trpc";

const signedIn = middleware(({ ctx, next }) => {
  if (!ctx.user) throw new TRPCError({ code: "UNAUTHORIZED", message: "You're not signed in." });
  return next({ ctx: { user: ctx.user, actor: actorOf(ctx, ctx.user) } });
});

/** A signed-in person, without any organization's data. */
export const userProcedure = baseProcedure.meta({ access: "user" }).use(signedIn);

/** A platform operator: quotas and health, never an organization's data. */
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
 * The only way to reach an organization's data: names the permission and provides `ctx.org`. Non-members get 404, as if
 * the organization didn't exist.
 */
export const orgProcedure = (permission: Permission) =>
  memberProcedure({ access: "organization", permission, where: "organization" }).use(({ ctx, next }) => {
    if (!ctx.org.can(permission)) throw rolePermissionMissing(permission);
    return next();
  });

/** An exception to a procedure's permission: what members may do with their own things. */
export type OwnException<S extends z.ZodType> = {
  /** Names the exception, for tests and readers: "your own tokens". */
  readonly own: string;
  readonly input: S;
  applies(ctx: { readonly user: SessionUser; readonly org: OrgAccess }, input: z.output<S>): boolean | Promise<boolean>;
};

/** An organization's data that needs a permission, except where it is the caller's own. */
export const orgProcedureExceptOwn = <S extends z.ZodType>(permission: Permission, except: OwnException<S>) =>
  memberProcedure({ access: "organization", permission, where: "organization", own: except.own }).use(
    async ({ ctx, getRawInput, next }) => {
      if (ctx.org.can(permission)) return next();
      if (await except.applies(ctx, parsed(except.input, await getRawInput()))) return next();
      throw rolePermissionMissing(permission);
    },
  );

/**
 * An organization's data in one deployment: provides `ctx.org` and `ctx.deployment`. Grants of the deployment raise the
 * role.
 */
export const deploymentProcedure = (permission: Permission) =>
  inDeployment({ access: "deployment", permission, where: "deployment" }).use(({ ctx, next }) => {
    if (!ctx.deployment.can(permission)) throw rolePermissionMissing(permission);
    return next();
  });

/**
 * An object of one code location in a deployment: finds the location by what the input names, and provides
 * `ctx.located` too. Grants of the deployment or of that location raise the role.
 */
export const locatedProcedure = <S extends z.ZodType, Found extends Located>(
  permission: Permission,
  { input: schema, location }: { readonly input: S; readonly location: Locator<z.output<S>, Found> },
) =>
  inDeployment({ access: "deployment", permission, where: location.where }).use(async ({ ctx, getRawInput, next }) => {
    if (!ctx.deployment.canSomewhere(permission)) throw rolePermissionMissing(permission);
    const located = await location.find(ctx.org.scope, ctx.deployment, parsed(schema, await getRawInput()));
    if (!canInAny(ctx.deployment, permission, located)) throw rolePermissionMissing(permission);
    return next({ ctx: { located } });
  });

/** One code location in one deployment: provides `ctx.location` too. Grants of the location raise the role. */
export const locationProcedure = (permission: Permission) =>
  inDeployment({ access: "deployment", permission, where: "code location" })
    .input(LocationInput)
    .use(async ({ ctx, input, next }) => {
      const locationId = await ctx.access.findLocationId(ctx.org.orgId, input.location);
      if (!locationId) {
        throw new TRPCError({ code: "NOT_FOUND", message: `No code location named "${input.location}".` });
      }
      if (!ctx.deployment.can(permission, locationId)) throw rolePermissionMissing(permission);
      return next({ ctx: { location: { id: locationId, name: input.location } } });
    });

const inDeployment = (meta: ProcedureMeta) =>
  memberProcedure(meta)
    .input(DeploymentInput)
    .use(async ({ ctx, input, next }) =>
      next({ ctx: { deployment: await resolveDeployment(ctx.access, ctx.org, input.deployment) } }),
    );

/** Lets members through. A change that is then denied for lack of a permission is recorded in the audit log. */
const memberProcedure = (meta: ProcedureMeta) =>
  baseProcedure
    .meta(meta)
    .use(signedIn)
    .input(OrgInput)
    .use(async ({ ctx, input, next, path, type }) => {
      const org = await enterOrganization(ctx, input.org).catch((error: unknown) => {
        const reason = isDomainError(error) ? error.code : undefined;
        if (reason) ctx.log.warn({ userId: ctx.user.id, path, reason, requestId: ctx.requestId }, "not let in");
        throw error;
      });
      const result = await next({ ctx: { org } });
      const cause = result.ok ? undefined : result.error.cause;
      if (type === "mutation" && isPermissionMissing(cause)) {
        await ctx.recordDenied({ orgId: org.orgId, actor: org.actor, permission: cause.permission, path });
      }
      return result;
    });

/** Parses the part of an input that the door reads; the procedure's own input is parsed after it. */
function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new TRPCError({ code: "BAD_REQUEST", cause: result.error });
}
