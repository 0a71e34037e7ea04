import { packBundle, verifyBundle } from "@millrace/bundle";
import { newId } from "@millrace/core";
import type { ManifestProblem } from "@millrace/core/manifest";
import { createDb, createLocationStores, type Db, type LocationStores } from "@millrace/db";
import { createTestDatabase, type TestDatabase } from "@millrace/harness";
import { Manifest } from "@millrace/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Scope } from "../scope";
import { awaitLoad } from "./await-load";
import { abandonLoad, type LoadOutcome, loadVersion } from "./load-version";
import { type LocationUseCases, locationUseCases } from "./location-use-cases";
import type { Pusher } from "./pusher";
import { SetEgressInput } from "./set-egress";
import type { BundleObjects } from "./upload-bundle";

let database: TestDatabase;
let db: Db;
let stores: LocationStores;
let locations: LocationUseCases;
let scope: Scope;
let production: { id: string; name: string };
let staging: { id: string; name: string };

const ADMIN: Pusher = { userId: "usr_admin", isAdmin: true };
const never = new AbortController().signal;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.url });
  stores = createLocationStores(db);
  locations = locationUseCases({ ...stores, objects: memoryObjects(), verifyBundle });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  const orgId = newId("organization");
  scope = { orgId, actor: { kind: "user", id: "usr_admin", name: "Ada" } };
  production = { id: newId("deployment"), name: "production" };
  staging = { id: newId("deployment"), name: "staging" };
  const deployments = [production, staging];
  await db.prisma.organization.create({
    data: { id: orgId, slug: orgId.replace("_", "-"), name: "Acme", deployments: { create: deployments } },
  });
});

function memoryObjects(): BundleObjects {
  const kept = new Map<string, Buffer>();
  return {
    put: async (key, content) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      kept.set(key, Buffer.concat(chunks));
    },
    head: async (key) => (kept.has(key) ? { bytes: kept.get(key)!.byteLength } : null),
  };
}

async function* chunksOf(bytes: Uint8Array) {
  yield bytes;
}

/** Uploads a bundle of its own and pushes it. */
async function push(
  location: string,
  options: { externalId?: string; activate?: boolean; team?: string; by?: Pusher } = {},
) {
  const packed = await packBundle([{ path: "main.cjs", content: Buffer.from(`// ${newId("version")}`) }]);
  await locations.uploadBundle(scope, { hash: packed.hash, content: chunksOf(packed.archive) });
  const { by = ADMIN, ...rest } = options;
  const input = { location, bundleHash: packed.hash, activate: true, ...rest };
  return locations.push(scope, by, production, input);
}

const keys = (...names: string[]): LoadOutcome => ({
  kind: "loaded",
  manifest: Manifest.parse({ protocol: 1, sdkVersion: "1", assets: names.map((key) => ({ key })) }),
  loadMs: 5,
});

const load = (versionId: string, outcome: LoadOutcome, variableNames: string[] = []) =>
  loadVersion({ ...stores, loadBundle: async () => outcome, variableNames: async () => variableNames })(
    { orgId: scope.orgId, versionId },
    never,
  );

const pushed = async (location: string, outcome: LoadOutcome, options = {}) => {
  const { version } = await push(location, options);
  await load(version.id, outcome);
  return (await stores.versions.find(scope.orgId, version.locationId, { id: version.id }))!;
};

const served = async (deployment = production) =>
  (await locations.listDefinitions(scope, deployment.id, {})).map((it) => `${it.location}/${it.key}`);

describe("who waits for a load", () => {
  /** What the database would tell, told by hand. */
  const changes = () => {
    const subscribers = new Set<() => void>();
    return {
      tell: () => {
        for (const subscriber of subscribers) subscriber();
      },
      subscribers,
      subscribe: async (_orgId: string, onChange: () => void) => {
        subscribers.add(onChange);
        return () => void subscribers.delete(onChange);
      },
    };
  };

  test("hears of its end when it ends, and no longer listens then", async () => {
    const { version } = await push("sales");
    const told = changes();
    const location = { id: version.locationId, name: "sales" };
    const waiting = awaitLoad({ ...stores, changes: told })(scope, location, 1, { ms: 60_000, signal: never });
    await vi.waitFor(() => expect(told.subscribers.size).toBe(1));
    told.tell();
    await load(version.id, keys("orders"));
    told.tell();
    expect(await waiting).toMatchObject({ number: 1, status: "READY" });
    expect(told.subscribers.size).toBe(0);
  });

  test("gets the version as it is when the wait is over", async () => {
    const { version } = await push("sales");
    const waits = awaitLoad({ ...stores, changes: changes() });
    const location = { id: version.locationId, name: "sales" };
    expect(await waits(scope, location, 1, { ms: 1, signal: never })).toMatchObject({ status: "UPLOADED" });
    await expect(waits(scope, location, 7, { ms: 1, signal: never })).rejects.toMatchObject({
      code: "version_not_found",
    });
  });
});

describe("a push", () => {
  test("creates the location, a numbered version and the job that loads it", async () => {
    const { version, created } = await push("sales");
    expect(created).toBe(true);
    expect(version).toMatchObject({
      number: 1,
      status: "UPLOADED",
      location: "sales",
      activateIn: production.id,
      files: 1,
    });
    const outbox = await db.prisma.outbox.findMany({ where: { job: "loadVersion" } });
    expect(outbox.map((row) => row.payload)).toContainEqual({ orgId: scope.orgId, versionId: version.id });
  });

  test("that loads becomes active at once, with its definitions", async () => {
    const version = await pushed("sales", keys("orders", "revenue"));
    expect(version).toMatchObject({ status: "READY", loadMs: 5 });
    expect(await served()).toEqual(["sales/orders", "sales/revenue"]);
    expect(await locations.list(scope, production.id)).toMatchObject([{ name: "sales", active: { number: 1 } }]);
  });

  test("that fails to load leaves the old version serving and keeps the error", async () => {
    await pushed("sales", keys("orders"));
    const error = { name: "TypeError", message: "x is not a function" };
    const version = await pushed("sales", { kind: "failed", error });
    expect(version).toMatchObject({ number: 2, status: "FAILED", error });
    expect(await served()).toEqual(["sales/orders"]);
  });

  test("with a manifest that is wrong fails with every reason", async () => {
    const manifest = Manifest.parse({
      protocol: 1,
      sdkVersion: "1",
      assets: [{ key: "a", deps: [{ input: "b", asset: "b" }] }],
      schedules: [{ name: "s", crons: ["61 * * * *"], job: "none" }],
    });
    const version = await pushed("sales", { kind: "loaded", manifest, loadMs: 1 });
    expect(version.error?.message.split("\n")).toHaveLength(3);
    expect(await served()).toEqual([]);
  });

  test("whose jobs ask for too much fails soon: the runs of others on the worker keep their leases", async () => {
    const select = Array(2_000).fill("sinks(*)").join(" or ");
    const manifest = Manifest.parse({
      protocol: 1,
      sdkVersion: "1",
      assets: Array.from({ length: 3_000 }, (_, index) => ({ key: `a${index}` })),
      jobs: Array.from({ length: 1_000 }, (_, index) => ({ name: `j${index}`, select })),
    });
    const version = await pushed("sales", { kind: "loaded", manifest, loadMs: 1 });
    expect(version).toMatchObject({ status: "FAILED", error: { code: "manifest_check_too_slow" } });
  });

  test("warns of unknown owners and unset variables, and goes on", async () => {
    const manifest = Manifest.parse({
      protocol: 1,
      sdkVersion: "1",
      assets: [{ key: "a", owners: ["team:ghosts"] }],
      env: [{ name: "PG_URL" }],
    });
    const version = await pushed("sales", { kind: "loaded", manifest, loadMs: 1 });
    expect(version.status).toBe("READY");
    expect(version.warnings.map((it: ManifestProblem) => it.code)).toEqual(["owner_not_found", "variable_missing"]);
  });

  test("of another location's key is refused, names it, and changes nothing", async () => {
    await pushed("sales", keys("orders"));
    const version = await pushed("finance", keys("orders", "ledger"));
    expect(version).toMatchObject({ status: "FAILED", error: { code: "definition_key_taken" } });
    expect(version.error?.message).toContain('"orders" is already defined by code location "sales"');
    expect(await served()).toEqual(["sales/orders"]);
  });

  test("with the external id of an earlier push answers that version", async () => {
    const first = await push("sales", { externalId: "abc" });
    await load(first.version.id, keys("orders"));
    const again = await push("sales", { externalId: "abc" });
    expect(again).toMatchObject({ created: false, version: { id: first.version.id } });
  });

  test("with the external id of a push that failed makes a new version", async () => {
    await pushed("sales", { kind: "failed", error: { name: "E", message: "m" } }, { externalId: "abc" });
    expect(await push("sales", { externalId: "abc" })).toMatchObject({ created: true, version: { number: 2 } });
  });

  test("that loads late does not replace a newer version", async () => {
    const slow = await push("sales");
    await pushed("sales", keys("new"));
    await load(slow.version.id, keys("old"));
    expect(await served()).toEqual(["sales/new"]);
  });

  test("is loaded once, however often the job is delivered", async () => {
    const version = await pushed("sales", keys("orders"));
    await load(version.id, keys("other"));
    expect(await served()).toEqual(["sales/orders"]);
  });

  test("without activation is ready and serves nothing", async () => {
    expect((await pushed("sales", keys("orders"), { activate: false })).status).toBe("READY");
    expect(await served()).toEqual([]);
  });

  test("whose load the platform gave up on is failed, not stuck", async () => {
    const { version } = await push("sales");
    await abandonLoad(stores)({ orgId: scope.orgId, versionId: version.id });
    const found = await stores.versions.find(scope.orgId, version.locationId, { id: version.id });
    expect(found).toMatchObject({ status: "FAILED", error: { code: "load_unavailable" } });
  });

  test("of a bundle that was never uploaded is refused", async () => {
    const input = { location: "sales", bundleHash: "0".repeat(64), activate: true };
    await expect(locations.push(scope, ADMIN, production, input)).rejects.toMatchObject({
      code: "bundle_not_uploaded",
    });
  });
});

describe("a location of a team", () => {
  const member: Pusher = { userId: "usr_member", isAdmin: false };
  const stranger: Pusher = { userId: "usr_stranger", isAdmin: false };
  beforeEach(async () => {
    const { orgId } = scope;
    await db.prisma.user.createMany({
      data: [{ id: "usr_member", email: "m@acme.example", name: "Mel" }],
      skipDuplicates: true,
    });
    await db.prisma.membership.create({ data: { orgId, userId: "usr_member", role: "editor" } });
    const team = { id: newId("team"), slug: "data", name: "Data" };
    await db.prisma.team.create({ data: { ...team, orgId, members: { create: { userId: "usr_member" } } } });
  });

  test("is pushed by its members, and its name is taken for others", async () => {
    await push("sales", { team: "data", by: member });
    await expect(push("sales", { by: stranger })).rejects.toMatchObject({ code: "location_name_taken" });
    expect((await push("sales", { by: member })).version.number).toBe(2);
  });

  test("cannot be made by who is not in the team, nor for a team that does not exist", async () => {
    await expect(push("sales", { team: "data", by: stranger })).rejects.toMatchObject({ code: "not_team_member" });
    await expect(push("sales", { team: "ghosts", by: member })).rejects.toMatchObject({ code: "team_not_found" });
  });
});

describe("activation", () => {
  test("rolls back to what was active before, and forward again", async () => {
    const first = await pushed("sales", keys("orders"));
    await pushed("sales", keys("orders", "revenue"));
    const location = { id: first.locationId, name: "sales" };
    expect((await locations.rollback(scope, production, location)).number).toBe(1);
    expect(await served()).toEqual(["sales/orders"]);
    await expect(locations.rollback(scope, production, location)).rejects.toMatchObject({
      code: "nothing_to_roll_back",
    });
    await locations.activate(scope, production, location, { version: 2 });
    expect(await served()).toEqual(["sales/orders", "sales/revenue"]);
    const history = await locations.listActivations(scope, production.id, location);
    expect(history.map((entry) => `${entry.kind} ${entry.number}`)).toEqual([
      "activate 2",
      "rollback 1",
      "push 2",
      "push 1",
    ]);
  });

  test("is per deployment", async () => {
    const version = await pushed("sales", keys("orders"));
    expect(await served(staging)).toEqual([]);
    await locations.activate(scope, staging, { id: version.locationId, name: "sales" }, { version: 1 });
    expect(await served(staging)).toEqual(["sales/orders"]);
  });

  test("refuses a version that failed", async () => {
    const version = await pushed("sales", { kind: "failed", error: { name: "E", message: "m" } });
    const location = { id: version.locationId, name: "sales" };
    const refused = locations.activate(scope, production, location, { version: 1 });
    await expect(refused).rejects.toMatchObject({ code: "version_not_ready" });
  });

  test("lets one of two locations have a key that both bring at once", async () => {
    const [a, b] = [await push("sales"), await push("finance")];
    await Promise.all([load(a.version.id, keys("orders")), load(b.version.id, keys("orders"))]);
    expect(await served()).toHaveLength(1);
  });
});

test("a version shows what it changed against the one before it, and what it would change", async () => {
  const first = await pushed("sales", keys("orders"));
  await pushed("sales", keys("revenue"));
  const location = { id: first.locationId, name: "sales" };
  const [active, old] = await Promise.all([2, 1].map((it) => locations.getVersion(scope, production.id, location, it)));
  expect(active).toMatchObject({ isActive: true, diff: { added: 1, removed: 1 } });
  expect(old).toMatchObject({ isActive: false, diff: { added: 1, removed: 1 } });
  const page = await locations.listVersions(scope, production.id, location, { limit: 1 });
  expect(page).toMatchObject({ hasMore: true, data: [{ number: 2, isActive: true }] });
});

test("an upload whose bytes have another hash is refused", async () => {
  const packed = await packBundle([{ path: "main.cjs", content: Buffer.from("x") }]);
  const upload = locations.uploadBundle(scope, { hash: "f".repeat(64), content: chunksOf(packed.archive) });
  await expect(upload).rejects.toMatchObject({ code: "bundle_hash_mismatch" });
  expect(await locations.hasBundle(scope, packed.hash)).toBe(false);
});

describe("the ways out of a location's sandboxes", () => {
  test("are replaced as a whole, in one spelling, and audited", async () => {
    const { version } = await push("sales");
    const location = { id: version.locationId, name: "sales" };
    const input = SetEgressInput.parse({
      allow: ["DB.example.com:5432", "db.example.com:5432 ", "*.s3.amazonaws.com:443"],
    });
    await locations.setEgress(scope, location, input);
    expect((await locations.get(scope, "sales")).egress).toEqual(["db.example.com:5432", "*.s3.amazonaws.com:443"]);
    const [entry] = await db.prisma.auditEntry.findMany({
      where: { orgId: scope.orgId, action: "location.egressSet" },
    });
    expect(entry).toMatchObject({ target: "sales", details: { allow: input.allow } });
  });

  test.each(["example.com", "example.com:0", "example.com:99999", "https://example.com:443", "*:443", "a b:1", ":80"])(
    "refuse %j, which is no destination",
    (entry) => {
      expect(SetEgressInput.safeParse({ allow: [entry] }).error?.message).toContain("host:port");
    },
  );
});
