import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "@millrace/core";
import { isPermissionMissing, type Permission, ROLES, type Role, roleCan } from "@millrace/core/identity";
import { openIdentity, sampleInputs } from "@millrace/harness";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type AppDeps, createAppRouter, type DeniedAttempt } from "../src/index";
import { callProcedure, contextFor, doorRouter, orgProcedures } from "./procedures";
import { unreachable } from "./unreachable";

let identity: Awaited<ReturnType<typeof openIdentity>>;
let acme: Awaited<ReturnType<typeof identity.organization>>;
const locationId = newId("location");
beforeAll(async () => {
  identity = await openIdentity();
  acme = await identity.organization();
  await identity.db.prisma.codeLocation.create({
    data: { orgId: acme.orgId, id: locationId, name: "sales", createdBy: acme.owner.userId },
  });
});
afterAll(() => identity.close());

async function member(role: Role): Promise<string> {
  const { userId } = await identity.person("Mia");
  await identity.db.prisma.membership.create({ data: { orgId: acme.orgId, userId, role } });
  return userId;
}

type Call = {
  readonly input?: Record<string, unknown>;
  readonly router?: typeof doorRouter;
  readonly recordDenied?: (attempt: DeniedAttempt) => Promise<void>;
};

/** The permission for lack of which a call is denied; undefined when the door lets it through to the use case. */
async function missingPermission(userId: string, path: string, { input, router, recordDenied }: Call = {}) {
  const procedure = orgProcedures().find((it) => it.path === path);
  // Inputs that are not the caller's own, where a procedure has an exception for those.
  const foreign = procedure?.meta?.own === undefined ? {} : { kind: "svc" };
  const sample = { ...sampleInputs(procedure?.inputs ?? []), ...foreign };
  const ctx = contextFor({
    user: { id: userId },
    access: identity.stores.access,
    ...(recordDenied ? { recordDenied } : {}),
  });
  const named = { ...sample, org: acme.slug, deployment: "production", location: "sales", ...input };
  try {
    await callProcedure(ctx, path, named, router);
  } catch (error) {
    const isDenied = error instanceof TRPCError && error.code === "FORBIDDEN";
    return isDenied && isPermissionMissing(error.cause) ? error.cause.permission : undefined;
  }
  return undefined;
}

test.each(ROLES)("lets a %s through exactly the doors that the permission table opens", async (role) => {
  const userId = await member(role);
  const expected: Record<string, Permission | undefined> = {};
  const actual: Record<string, Permission | undefined> = {};
  for (const { path, meta } of orgProcedures()) {
    const permission = meta?.permission as Permission;
    expected[path] = roleCan(role, permission) ? undefined : permission;
    actual[path] = await missingPermission(userId, path);
  }
  expect(actual).toEqual(expected);
});

test("checks permissions at the doors only, so that the permission a door names is the one that is enforced", async () => {
  const services = join(import.meta.dirname, "../../services/src");
  const routers = join(import.meta.dirname, "../src/routers");
  const routes = join(import.meta.dirname, "../src/rest/routes");
  const offenders: string[] = [];
  for (const dir of [services, routers, routes]) {
    for (const file of await readdir(dir, { recursive: true })) {
      if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
      const text = await readFile(join(dir, file), "utf8");
      if (/ermissionMissing/.test(text)) offenders.push(file);
    }
  }
  expect(offenders).toEqual([]);
});

test("a grant of a deployment opens its doors there and nowhere else", async () => {
  const userId = await member("viewer");
  const deployments = await identity.useCases.organizations.listDeployments(acme.scope);
  const production = deployments.find(({ name }) => name === "production");
  await identity.useCases.organizations.setGrant(acme.scope, "owner", {
    userId,
    deploymentId: production?.id,
    role: "admin",
  });
  const update = (deployment: string) =>
    missingPermission(userId, "deployment.update", { input: { deployment, paused: true } });

  expect(await update("production")).toBeUndefined();
  expect(await update("staging")).toBe("deployment:update");
  expect(await missingPermission(userId, "member.invite")).toBe("member:manage");
});

test("a grant of a code location opens the doors to that location's objects and to no others", async () => {
  const userId = await member("viewer");
  await identity.useCases.organizations.setGrant(acme.scope, "owner", { userId, locationId, role: "editor" });
  const inLocation = (id: string) => {
    const found = { findLocationId: async () => id, findLocationIds: async () => [id] };
    const runs = unreachable({ ...found, findTarget: async () => ({ locationId: id }) });
    const others = { assets: unreachable(found), state: unreachable(found), partitions: unreachable(found) };
    return createAppRouter(unreachable<AppDeps>({ runs, ...others }));
  };
  const located = orgProcedures().filter(({ meta }) => meta?.where?.match(/location (of|that)/));
  expect(located.length).toBeGreaterThanOrEqual(8);
  for (const { path, meta } of located) {
    expect(await missingPermission(userId, path, { router: inLocation(locationId) }), path).toBeUndefined();
    expect(await missingPermission(userId, path, { router: inLocation("loc_other") }), path).toBe(meta?.permission);
  }
});

test("a grant of a team reaches its members", async () => {
  const userId = await member("viewer");
  const { teams, organizations } = identity.useCases;
  const team = await teams.create(acme.scope, { slug: "data", name: "Data" });
  await teams.addMember(acme.scope, { team: team.slug, userId });
  const [production] = await organizations.listDeployments(acme.scope);
  await organizations.setGrant(acme.scope, "owner", { teamId: team.id, deploymentId: production?.id, role: "editor" });
  const found = await identity.stores.access.findMembership(userId, acme.slug);
  expect(found).toMatchObject({ role: "viewer", grants: [{ role: "editor", deploymentId: production?.id }] });
});

test("members create and revoke their own personal tokens without managing tokens", async () => {
  const userId = await member("viewer");
  const own = createAppRouter(unreachable<AppDeps>({ tokens: unreachable({ isOwn: async () => true }) }));
  expect(await missingPermission(userId, "token.create", { input: { kind: "pat" } })).toBeUndefined();
  expect(await missingPermission(userId, "token.revoke", { router: own })).toBeUndefined();
  expect(await missingPermission(userId, "token.revoke", { router: doorRouter })).toBe("token:manage");
});

test("records a denied change, and no denied read", async () => {
  const userId = await member("viewer");
  const recordDenied = vi.fn(async () => {});
  await missingPermission(userId, "audit.list", { recordDenied });
  expect(recordDenied).not.toHaveBeenCalled();
  await missingPermission(userId, "member.invite", { recordDenied });
  expect(recordDenied).toHaveBeenCalledWith(
    expect.objectContaining({
      orgId: acme.orgId,
      permission: "member:manage",
      path: "member.invite",
      actor: expect.objectContaining({ id: userId }),
    }),
  );
});

test("operator procedures are not found by anyone else", async () => {
  const ctx = contextFor({ user: { id: acme.owner.userId } });
  await expect(callProcedure(ctx, "operator.organizations", undefined)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
