import { newId } from "@millrace/core";
import { type Permission, ROLES, roleCan } from "@millrace/core/identity";
import { openIdentity, sampleInputs } from "@millrace/harness";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { DeniedAttempt } from "../src/index";
import { callProcedure, contextFor, orgProcedures } from "./procedures";

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

async function member(role: (typeof ROLES)[number]): Promise<string> {
  const { userId } = await identity.person("Mia");
  await identity.db.prisma.membership.create({ data: { orgId: acme.orgId, userId, role } });
  return userId;
}

/** What the door says: whether the permission was granted, whatever happened behind it. */
async function isRefused(
  userId: string,
  path: string,
  inputs: readonly unknown[],
  recordDenied?: (it: DeniedAttempt) => Promise<void>,
) {
  const input = { ...sampleInputs(inputs), org: acme.slug, deployment: "production", location: "sales" };
  const ctx = contextFor({
    user: { id: userId },
    access: identity.stores.access,
    ...(recordDenied ? { recordDenied } : {}),
  });
  const error = await callProcedure(ctx, path, input).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  const refused =
    error instanceof TRPCError && error.code === "FORBIDDEN" && error.message.startsWith("Your role lacks");
  return refused;
}

test.each(ROLES)("a %s gets through exactly the doors that the permission table opens", async (role) => {
  const userId = await member(role);
  const expected: Record<string, boolean> = {};
  const actual: Record<string, boolean> = {};
  for (const { path, meta, inputs } of orgProcedures()) {
    expected[path] = !roleCan(role, meta?.permission as Permission);
    actual[path] = await isRefused(userId, path, inputs);
  }
  expect(actual).toEqual(expected);
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
  const ctx = contextFor({ user: { id: userId }, access: identity.stores.access });
  const update = (deployment: string) =>
    callProcedure(ctx, "deployment.update", { org: acme.slug, deployment, paused: true }).catch(
      (error: Error) => error,
    );

  expect(await update("production")).toMatchObject({ cause: { name: "ReachedUseCase" } });
  expect(await update("staging")).toMatchObject({ code: "FORBIDDEN" });
  expect(await isRefused(userId, "member.invite", [])).toBe(true);
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

test("a change that was refused is recorded, a look is not", async () => {
  const userId = await member("viewer");
  const recordDenied = vi.fn(async () => {});
  const inviting = orgProcedures().find(({ path }) => path === "member.invite");
  const auditing = orgProcedures().find(({ path }) => path === "audit.list");
  await isRefused(userId, "audit.list", auditing?.inputs ?? [], recordDenied);
  expect(recordDenied).not.toHaveBeenCalled();
  await isRefused(userId, "member.invite", inviting?.inputs ?? [], recordDenied);
  expect(recordDenied).toHaveBeenCalledWith(
    expect.objectContaining({
      orgId: acme.orgId,
      permission: "member:manage",
      path: "member.invite",
      actor: expect.objectContaining({ id: userId }),
    }),
  );
});

test("a change that is refused behind the door, where its place is known, is recorded too", async () => {
  const userId = await member("viewer");
  const recordDenied = vi.fn(async () => {});
  const ctx = contextFor({ user: { id: userId }, access: identity.stores.access, recordDenied });
  const input = { org: acme.slug, kind: "svc", name: "ci", scopes: ["runs:read"] };
  await expect(callProcedure(ctx, "token.create", input)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(recordDenied).toHaveBeenCalledWith(
    expect.objectContaining({ orgId: acme.orgId, permission: "token:manage", path: "token.create" }),
  );
});

test("operators' doors are not found by everybody else", async () => {
  const ctx = contextFor({ user: { id: acme.owner.userId } });
  await expect(callProcedure(ctx, "operator.organizations", undefined)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
