import { newId } from "@millrace/core";
import { createRunStore } from "@millrace/db";
import { newRun, planStep, seedBundle } from "@millrace/harness";
import type { signUpOwner, TestWebServer } from "./web-server";

/** Seeds every kind of record in an organization; its unique texts start with `victim`. */
export async function seedEverything(server: TestWebServer, owner: Awaited<ReturnType<typeof signUpOwner>>) {
  const { db, useCases, stores } = server;
  const { prisma } = db;
  const { orgId, scope } = owner;
  const [production] = await stores.deployments.list(orgId);
  const deploymentId = production!.id;
  const [locationId, versionId, incidentId, policyId] = [
    newId("location"),
    newId("version"),
    newId("incident"),
    newId("policy"),
  ];
  const location = "victim-location";

  await prisma.codeLocation.create({ data: { orgId, id: locationId, name: location, createdBy: owner.userId } });
  await prisma.locationVersion.create({
    data: {
      orgId,
      id: versionId,
      locationId,
      number: 1,
      status: "READY",
      bundleHash: await seedBundle(prisma, orgId, "e".repeat(64)),
      manifest: { assets: [], jobs: [] },
      pushedBy: owner.userId,
      pushedByName: "victim-pusher",
    },
  });
  await prisma.activeVersion.create({
    data: { orgId, deploymentId, locationId, versionId, activatedBy: "victim-pusher" },
  });
  await prisma.definition.createMany({
    data: ["asset", "job"].map((kind) => ({
      orgId,
      deploymentId,
      kind,
      key: `victim_${kind}`,
      locationId,
      versionId,
      owners: [],
      data: {},
    })),
  });
  const run = newRun(
    { orgId, deploymentId, locationId, versionId, location },
    { assetKeys: ["victim_asset"], job: "victim_job", steps: [planStep("victim_asset")] },
  );
  await createRunStore(db).launch(orgId, (tx) => tx.insert(run));

  await useCases.teams.create(scope, { slug: "victim-team", name: "victim-team" });
  await useCases.teams.setDestination(scope, {
    team: "victim-team",
    destination: { kind: "slack", target: "#victim", severity: null },
  });
  await useCases.tokens.create(scope, "owner", {
    kind: "svc",
    name: "victim-token",
    scopes: ["runs:read"],
    expiresInDays: 9,
  });
  await useCases.organizations.invite(scope, "owner", { email: "victim-guest@example.com", role: "viewer" });
  await useCases.organizations.setGrant(scope, "owner", { userId: owner.userId, deploymentId, role: "admin" });
  await prisma.alertPolicy.create({ data: { orgId, id: policyId, name: "victim-policy", kind: "runFailure" } });
  await prisma.incident.create({
    data: {
      orgId,
      id: incidentId,
      deploymentId,
      policyId,
      subjectKind: "job",
      subject: "victim_job",
      kind: "runFailure",
      owner: "team:victim-team",
      state: "OPEN",
      openedAt: new Date(),
    },
  });
  await prisma.delivery.create({
    data: {
      orgId,
      id: newId("delivery"),
      incidentId,
      channelKind: "slack",
      channel: "#victim",
      revision: 1,
      kind: "opened",
      status: "PREVIEW",
      message: { text: "victim-message" },
    },
  });
  await prisma.silence.create({
    data: {
      orgId,
      id: newId("silence"),
      scope: "deployment",
      target: deploymentId,
      reason: "victim-reason",
      by: "victim",
      until: new Date(Date.now() + 3_600_000),
    },
  });
  await prisma.limit.create({
    data: { orgId, id: newId("limit"), deploymentId, kind: "POOL", key: "victim_pool", limit: 3 },
  });
  await prisma.variable.create({
    data: {
      orgId,
      id: newId("variable"),
      deploymentId,
      name: "VICTIM_VARIABLE",
      isSecret: false,
      ciphertext: new Uint8Array(40),
      keyId: "k1",
      updatedBy: "victim",
    },
  });
}

/** All rows of an organization as text, by table. */
export async function dumpOrganization({ db }: TestWebServer, orgId: string): Promise<Record<string, string[]>> {
  const tables = await db.prisma.$queryRaw<{ table_name: string }[]>`
    select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'orgId' order by table_name`;
  const dump: Record<string, string[]> = {};
  for (const { table_name: table } of tables) {
    const rows = await db.prisma.$queryRawUnsafe<{ row: string }[]>(
      `select to_jsonb(t)::text as row from "${table}" t where "orgId" = $1 order by 1`,
      orgId,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}

/** One ID of every kind in an organization's rows, and every text unique to it. */
export function marksOf(dump: Record<string, string[]>): string[] {
  const texts = Object.values(dump).flat();
  const matches = texts.flatMap((text) => [
    ...text.matchAll(/"((?:[a-z]+_0[0-9a-z]{24})|#?victim[^"]*|VICTIM_VARIABLE)"/g),
  ]);
  const found = [...new Set(matches.map((match) => match[1]!))];
  const ids = new Map(found.filter((mark) => /^[a-z]+_0/.test(mark)).map((id) => [id.split("_")[0], id]));
  return [...ids.values(), ...found.filter((mark) => !/^[a-z]+_0/.test(mark))];
}
