import { newId } from "@millrace/core";
import {
  createTestDatabase,
  newRun,
  type SeededOrganization,
  seedBundle,
  seedOrganization,
  type TestDatabase,
} from "@millrace/harness";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDb, type Db } from "../../db";
import { sql } from "../../sql";
import { createRunStore } from "../runs/create-run-store";
import { createLocationStores } from "./create-location-stores";
import { unscopedPruneBundles, unscopedPruneVersions } from "./prune";

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

let database: TestDatabase;
let db: Db;
let org: SeededOrganization;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  org = await seedOrganization(db);
});

let number = 1;
async function version(createdAt: Date, options: { status?: string; activateIn?: string } = {}): Promise<string> {
  const id = newId("version");
  await db.prisma.locationVersion.create({
    data: {
      orgId: org.orgId,
      id,
      locationId: org.locationId,
      number: ++number,
      status: options.status ?? "READY",
      bundleHash: await seedBundle(db.prisma, org.orgId),
      pushedBy: "seed",
      pushedByName: "Seed",
      activateIn: options.activateIn ?? null,
      createdAt,
    },
  });
  return id;
}

async function deployment(kind: string): Promise<string> {
  const id = newId("deployment");
  await db.prisma.deployment.create({ data: { orgId: org.orgId, id, name: id.replace("_", "-"), kind } });
  return id;
}

const activated = (versionId: string, deploymentId: string) =>
  db.prisma.activation.create({
    data: { orgId: org.orgId, deploymentId, locationId: org.locationId, versionId, kind: "push", by: "seed" },
  });

const versions = async () =>
  (await db.prisma.locationVersion.findMany({ where: { orgId: org.orgId } })).map(({ id }) => id).sort();

async function bundle(hash: string, usedDaysAgo: number): Promise<string> {
  await seedBundle(db.prisma, org.orgId, hash);
  await db.prisma.bundle.update({
    where: { orgId_hash: { orgId: org.orgId, hash } },
    data: { usedAt: daysAgo(usedDaysAgo) },
  });
  return hash;
}

test("versions go that are old, never served a lasting deployment, and that no run and no deployment has", async () => {
  const personal = await deployment("personal");
  const pinned = await version(daysAgo(40));
  const run = { ...newRun(org), versionId: pinned };
  await createRunStore(db).launch(org.orgId, (tx) => tx.insert(run));
  const rollbackTarget = await version(daysAgo(40));
  await activated(rollbackTarget, org.deploymentId);
  const save = await version(daysAgo(2), { activateIn: personal });
  await activated(save, personal);
  await version(daysAgo(40), { status: "FAILED" });
  const uploaded = await version(daysAgo(40), { status: "UPLOADED" });
  const recent = await version(daysAgo(29), { status: "FAILED" });
  const newest = await version(daysAgo(40));

  expect(await unscopedPruneVersions(db)).toBe(2);
  expect(await versions()).toEqual([org.versionId, pinned, rollbackTarget, uploaded, recent, newest].sort());
  const { activations } = createLocationStores(db);
  expect(await activations.history(org.orgId, personal, org.locationId, 10)).toEqual([]);
});

test("deletes bundles that no version uses and no request named for a day, and keeps others and their objects", async () => {
  const { bundles } = createLocationStores(db);
  const unused = await bundle("1".repeat(64), 2);
  const asked = await bundle("2".repeat(64), 2);
  await bundle("0".repeat(64), 2); // of the seeded version
  expect(await bundles.touch(org.orgId, asked)).toBe(true);

  const deleted: string[] = [];
  await unscopedPruneBundles(db, DAY_MS, async ({ orgId, hash }) => void (orgId === org.orgId && deleted.push(hash)));
  expect(deleted).toEqual([unused]);
  expect(await bundles.touch(org.orgId, unused)).toBe(false);
});

test("an upload of a bundle that is being deleted is recorded after the deletion, and a push finds no half of it", async () => {
  const { bundles, versions: store } = createLocationStores(db);
  const hash = await bundle("3".repeat(64), 2);
  const order: string[] = [];
  let recorded: Promise<unknown> = Promise.resolve();
  let pushed: Promise<unknown> = Promise.resolve();
  await unscopedPruneBundles(db, DAY_MS, async () => {
    const waiting = async () => {
      const [locks] = await db.query<{ count: number }>(sql`
        select count(*) as "count" from pg_locks lock join pg_stat_activity activity using ("pid")
        where not lock."granted" and activity."datname" = current_database()
      `);
      return locks?.count;
    };
    pushed = store
      .create(
        org.orgId,
        {
          id: newId("version"),
          locationId: org.locationId,
          bundleHash: hash,
          externalId: null,
          commit: null,
          commitMessage: null,
          pushedBy: "seed",
          pushedByName: "Seed",
          activateIn: null,
          loadTimeoutMs: 60_000,
        },
        { actor: { kind: "system", id: "seed", name: "Seed" }, action: "location.pushed", target: "sales" },
      )
      .then((version) => order.push(version === null ? "push refused" : "pushed"));
    await expect.poll(waiting).toBeGreaterThan(0);
    recorded = pushed.then(() => bundles.record(org.orgId, { hash, packedBytes: 1, unpackedBytes: 1, files: 1 }));
    order.push("objects deleted");
  });
  await recorded;
  expect(order).toEqual(["objects deleted", "push refused"]);
  expect(await bundles.touch(org.orgId, hash)).toBe(true);
});
