import { DEFAULT_QUOTAS } from "@millrace/core";
import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UpdateDeploymentInput } from "./deployments";

let identity: Awaited<ReturnType<typeof openIdentity>>;
beforeAll(async () => {
  identity = await openIdentity();
});
afterAll(() => identity.close());

const OPERATOR = { kind: "operator", id: "usr_operator", name: "Op" } as const;

type Organization = Awaited<ReturnType<typeof identity.organization>>;

/** Invites a person and accepts, as people do. */
async function join({ scope }: Organization, role: "viewer" | "admin" | "owner") {
  const { organizations } = identity.useCases;
  const person = await identity.person("Mia");
  await organizations.invite(scope, "owner", { email: person.email, role });
  const secret = await identity.mailedSecret(person.email);
  await organizations.acceptInvitation(person.actor, secret);
  return { ...person, secret };
}

const roleOf = async ({ slug }: Organization, userId: string) =>
  (await identity.stores.access.findMembership(userId, slug))?.role;

test("a new organization has production with alerts, staging without, the default quotas and one owner", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  const deployments = await organizations.listDeployments(acme.scope);
  expect(deployments).toMatchObject([
    { name: "production", kind: "production", alertsEnabled: true, concurrentRunsMax: -1 },
    { name: "staging", alertsEnabled: false },
  ]);
  expect(await organizations.get(acme.scope)).toMatchObject({
    concurrentRunsMax: 10,
    queuedRunsMax: 10_000,
    storedBytesMax: 20 * 1024 ** 3,
  });
  expect(await organizations.listMembers(acme.scope)).toMatchObject([{ role: "owner", userId: acme.owner.userId }]);
});

test("a deployment's sandboxes have the documented limits until an admin sets others, within the operator's maximum", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  const production = async () => (await organizations.listDeployments(acme.scope))[0]!;
  expect(await production()).toMatchObject({
    sandboxMemoryBytes: 1024 ** 3,
    sandboxCpuCores: 1,
    sandboxProcessesMax: 128,
    sandboxScratchBytes: 4 * 1024 ** 3,
    runWallTimeMs: 24 * 3_600_000,
  });
  const change = UpdateDeploymentInput.parse({ sandboxMemoryBytes: 2 * 1024 ** 3, runWallTimeMs: 3_600_000 });
  await organizations.updateDeployment(acme.scope, await production(), change);
  expect(await production()).toMatchObject({ ...change, sandboxCpuCores: 1 });

  const tooMuch = UpdateDeploymentInput.parse({ sandboxMemoryBytes: 5 * 1024 ** 3, sandboxCpuCores: 2 });
  const update = async () => organizations.updateDeployment(acme.scope, await production(), tooMuch);
  await expect(update()).rejects.toMatchObject({
    code: "sandbox_over_quota",
    message: expect.stringContaining("Memory: at most 4 GiB"),
    details: [{ pointer: "/sandboxMemoryBytes", detail: "at most 4 GiB" }],
  });
  await identity.useCases.operator.setQuota(OPERATOR, {
    organizationId: acme.orgId,
    sandboxMemoryBytesMax: 8 * 1024 ** 3,
  });
  await update();
  expect(await production()).toMatchObject(tooMuch);
});

test("new organizations start with the quotas that the operator set for them; those that exist keep theirs", async () => {
  const before = await identity.organization();
  const { organizations, operator } = identity.useCases;
  const quotas = { ...(await operator.getDefaultQuotas()), concurrentRunsMax: 3, sandboxCpuCoresMax: 2 };
  await operator.setDefaultQuotas(OPERATOR, quotas);
  const after = await identity.organization();
  expect(await organizations.get(after.scope)).toMatchObject(quotas);
  expect(await organizations.get(before.scope)).toMatchObject({ concurrentRunsMax: 10, sandboxCpuCoresMax: 4 });
  await operator.setDefaultQuotas(OPERATOR, DEFAULT_QUOTAS);
});

test("each person has one personal deployment, named after them, however often and at once it is asked for", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  const people = [await join(acme, "admin"), await join(acme, "admin")];
  const open = (userId: string) => organizations.openPersonalDeployment(acme.scope, userId);
  const opened = await Promise.all(people.flatMap(({ userId }) => [open(userId), open(userId)]));

  expect(opened.filter((it) => it.created)).toHaveLength(2);
  expect(new Set(opened.map((it) => it.name))).toEqual(new Set(["mia", "mia-2"]));
  expect((await open(people[0]!.userId)).name).toBe(opened[0]!.name);
  const personal = (await organizations.listDeployments(acme.scope)).filter((it) => it.kind === "personal");
  expect(personal).toMatchObject([{ alertsEnabled: false }, { alertsEnabled: false }]);
});

test("a taken slug is refused and leaves nothing behind", async () => {
  const acme = await identity.organization();
  const eve = await identity.person("Eve");
  const again = identity.useCases.organizations.create(eve.actor, { name: "Other", slug: acme.slug });
  await expect(again).rejects.toMatchObject({ code: "slug_taken" });
  expect(await identity.useCases.organizations.listOf(eve.userId)).toEqual([]);
});

test("an invitation works once, for its address only, and not after a week", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  const [mia, eve] = [await identity.person("Mia"), await identity.person("Eve")];
  await organizations.invite(acme.scope, "owner", { email: mia.email, role: "viewer" });
  const secret = await identity.mailedSecret(mia.email);

  await expect(organizations.acceptInvitation(eve.actor, secret)).rejects.toMatchObject({
    code: "invitation_email_mismatch",
  });
  await organizations.acceptInvitation(mia.actor, secret);
  expect(await roleOf(acme, mia.userId)).toBe("viewer");
  await expect(organizations.acceptInvitation(mia.actor, secret)).rejects.toMatchObject({ code: "invitation_expired" });

  await organizations.invite(acme.scope, "owner", { email: eve.email, role: "viewer" });
  const late = await identity.mailedSecret(eve.email);
  identity.clock.advance(8 * 86_400_000);
  await expect(organizations.acceptInvitation(eve.actor, late)).rejects.toMatchObject({ code: "invitation_expired" });
});

test("an invitation ends with its inviter's right to invite", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  const admin = await join(acme, "admin");
  const asAdmin = { orgId: acme.orgId, actor: admin.actor };
  const invite = async (role: "admin" | "viewer") => {
    const guest = await identity.person("Mia");
    await organizations.invite(asAdmin, "admin", { email: guest.email, role });
    return { ...guest, secret: await identity.mailedSecret(guest.email) };
  };
  const isOpen = async ({ secret }: { secret: string }) => (await organizations.findInvitation(secret)) !== null;
  const [first, second] = [await invite("admin"), await invite("viewer")];
  expect([await isOpen(first), await isOpen(second)]).toEqual([true, true]);

  await organizations.changeRole(acme.scope, "owner", { userId: admin.userId, role: "editor" });
  expect([await isOpen(first), await isOpen(second)]).toEqual([false, false]);
  expect(await organizations.listInvitations(acme.scope)).toEqual([]);
  const accepting = organizations.acceptInvitation(second.actor, second.secret);
  await expect(accepting).rejects.toMatchObject({ code: "invitation_expired" });

  await organizations.removeMember(acme.scope, "owner", { userId: admin.userId });
  expect(await isOpen(second)).toBe(false);
  expect((await organizations.listMembers(acme.scope)).map(({ role }) => role)).toEqual(["owner"]);
});

test("a revoked invitation lets no one in, and a second one replaces the first", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  const mia = await identity.person("Mia");
  await organizations.invite(acme.scope, "owner", { email: mia.email, role: "admin" });
  const first = await identity.mailedSecret(mia.email);
  const { id } = await organizations.invite(acme.scope, "owner", { email: mia.email, role: "viewer" });
  const second = await identity.mailedSecret(mia.email);

  await expect(organizations.acceptInvitation(mia.actor, first)).rejects.toMatchObject({ code: "invitation_expired" });
  expect(await organizations.listInvitations(acme.scope)).toMatchObject([{ id, role: "viewer" }]);
  await organizations.revokeInvitation(acme.scope, id);
  await expect(organizations.acceptInvitation(mia.actor, second)).rejects.toMatchObject({ code: "invitation_expired" });
});

test("the last owner can neither leave nor step down, even when two owners do so at once", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  const alone = organizations.changeRole(acme.scope, "owner", { userId: acme.owner.userId, role: "viewer" });
  await expect(alone).rejects.toMatchObject({ code: "last_owner" });

  const second = await join(acme, "owner");
  const outcomes = await Promise.allSettled([
    organizations.removeMember(acme.scope, "owner", { userId: acme.owner.userId }),
    organizations.removeMember({ orgId: acme.orgId, actor: second.actor }, "owner", { userId: second.userId }),
  ]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const owners = (await organizations.listMembers(acme.scope)).filter(({ role }) => role === "owner");
  expect(owners).toHaveLength(1);
});

test("an admin neither makes owners nor touches one", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  const admin = await join(acme, "admin");
  const scope = { orgId: acme.orgId, actor: admin.actor };
  const attempts = await Promise.allSettled([
    organizations.changeRole(scope, "admin", { userId: admin.userId, role: "owner" }),
    organizations.changeRole(scope, "admin", { userId: acme.owner.userId, role: "viewer" }),
    organizations.invite(scope, "admin", { email: "friend@example.com", role: "owner" }),
  ]);
  expect(attempts).toMatchObject(Array(3).fill({ status: "rejected", reason: { code: "role_above_own" } }));
});

test("a removed member's grants and tokens end with the membership", async () => {
  const acme = await identity.organization();
  const { organizations, tokens } = identity.useCases;
  const mia = await join(acme, "viewer");
  const [production] = await organizations.listDeployments(acme.scope);
  await organizations.setGrant(acme.scope, "owner", {
    userId: mia.userId,
    deploymentId: production?.id,
    role: "editor",
  });
  const { token } = await tokens.create({ orgId: acme.orgId, actor: mia.actor }, "viewer", {
    kind: "pat",
    name: "laptop",
    scopes: ["runs:read"],
    expiresInDays: 90,
  });
  expect(await tokens.authenticate(token, {})).toMatchObject({ userId: mia.userId });

  await organizations.removeMember(acme.scope, "owner", { userId: mia.userId });

  expect(await tokens.authenticate(token, {})).toBeNull();
  expect(await organizations.listGrants(acme.scope)).toEqual([]);
});

test("a grant names only people and places of its own organization", async () => {
  const [acme, other] = [await identity.organization(), await identity.organization()];
  const { organizations } = identity.useCases;
  const [foreign] = await organizations.listDeployments(other.scope);
  const userId = acme.owner.userId;
  const set = organizations.setGrant(acme.scope, "owner", { userId, deploymentId: foreign?.id, role: "admin" });
  await expect(set).rejects.toMatchObject({ kind: "notFound" });
});

test("an owner shortens retention below the quota and cannot raise it above", async () => {
  const acme = await identity.organization();
  const { organizations } = identity.useCases;
  await organizations.update(acme.scope, { retentionDays: 7 });
  expect(await organizations.get(acme.scope)).toMatchObject({ retentionDays: 7 });
  await expect(organizations.update(acme.scope, { retentionDays: 31 })).rejects.toMatchObject({
    code: "retention_over_quota",
  });
});
