import { newId } from "@millrace/core";
import {
  createDefinitionStore,
  createQueueReader,
  createQueueStore,
  createRunReader,
  createRunStore,
} from "@millrace/db";
import { openIdentity, seedBundle } from "@millrace/harness";
import { createChecker } from "@millrace/services/checks";
import { explainQueuedRun } from "@millrace/services/queue";
import { admitRuns, runUseCases } from "@millrace/services/runs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeniedAttempt } from "../../trpc/context";
import { createRestHandler } from "../handle";
import { runRoutes } from "./runs";

const manifest = {
  protocol: 1,
  assets: [
    {
      ...{ key: "orders", owners: [], tags: {}, kinds: [], external: false, resources: [], deps: [] },
      config: { type: "object", properties: { limit: { type: "integer", minimum: 1 } }, additionalProperties: false },
    },
  ],
  checks: [],
  ops: [],
  jobs: [{ name: "nightly", owners: [], tags: {}, kinds: [], select: "key:orders" }],
  schedules: [],
  sensors: [],
  resources: [],
  env: [],
};

let identity: Awaited<ReturnType<typeof openIdentity>>;
let org: Awaited<ReturnType<typeof identity.organization>>;
let runs: ReturnType<typeof createRunStore>;
let handle: ReturnType<typeof createRestHandler>;
let launcher: string;
const denied: DeniedAttempt[] = [];
beforeAll(async () => {
  identity = await openIdentity();
  org = await identity.organization();
  const { db } = identity;
  await serveNightly();
  runs = createRunStore(db);
  const objects = { get: async () => (async function* () {})() };
  const useCases = runUseCases({
    runs,
    definitions: createDefinitionStore(db),
    pages: createRunReader(db),
    objects,
    checker: createChecker(),
  });
  handle = createRestHandler(
    {
      authenticate: identity.useCases.tokens.authenticate,
      access: identity.stores.access,
      idempotency: identity.stores.idempotency,
      rateLimiter: identity.rateLimiter,
      log: { warn: () => {}, error: (fields) => console.error(fields) },
      recordDenied: async (attempt) => void denied.push(attempt),
      trustedHops: 0,
      requestsPerMinuteMax: 1_000,
    },
    runRoutes({ runs: useCases, queue: { why: explainQueuedRun({ queue: createQueueReader(db) }) } }),
  );
  launcher = await token(["runs:launch"]);
});
afterAll(() => identity.close());

async function serveNightly() {
  const { prisma } = identity.db;
  const { orgId } = org;
  const [locationId, versionId] = [newId("location"), newId("version")];
  const { id: deploymentId } = await prisma.deployment.findFirstOrThrow({ where: { orgId, name: "production" } });
  const by = { pushedBy: "seed", pushedByName: "Seed" };
  const bundle = { bundleHash: await seedBundle(prisma, orgId) };
  await prisma.codeLocation.create({ data: { orgId, id: locationId, name: "sales", createdBy: "seed" } });
  await prisma.locationVersion.create({
    data: { orgId, id: versionId, locationId, number: 1, status: "READY", manifest, ...by, ...bundle },
  });
  await prisma.activeVersion.create({ data: { orgId, deploymentId, locationId, versionId, activatedBy: "seed" } });
  await prisma.worker.create({
    data: { id: "w", slots: 1_000, launcher: "process", seenAt: new Date(Date.now() + 3_600_000) },
  });
}

async function token(scopes: ("runs:launch" | "runs:read" | "alerts:read")[]): Promise<string> {
  const input = { kind: "svc" as const, name: "ci", scopes, expiresInDays: 1 };
  return (await identity.useCases.tokens.create(org.scope, "owner", input)).token;
}

function send(method: string, path: string, options: { as?: string; body?: unknown } = {}) {
  const url = `https://millrace.test/api/v1/orgs/${org.slug}/deployments/production/runs${path}`;
  const headers = { "content-type": "application/json", authorization: `Bearer ${options.as ?? launcher}` };
  const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
  return handle(new Request(url, { method, headers, ...body }));
}

type Answer = Record<string, unknown> & { id: string };
/** The body; a refusal's carries the status too, a run's own status stands before it. */
const answer = async (pending: Promise<Response>): Promise<Answer> => {
  const response = await pending;
  const body = (await response.json()) as Answer;
  return { status: response.status, ...body };
};
const launch = async () => (await answer(send("POST", "", { body: { job: "nightly" } }))).id;

/** Starts a run as a worker would; returns how it writes and ends. */
async function start(runId: string) {
  await admitRuns({ queue: createQueueStore(identity.db) })();
  const fence = { attempt: 1, lease: `lease-${runId}` };
  await runs.claim(org.orgId, runId, { ...fence, leaseMs: 60_000, workerId: "w", launcher: "process" });
  let bytes = 0;
  return {
    async write(text: string) {
      const place = { step: "orders", stepAttempt: 1, stream: "stdout" as const, lines: 1 };
      const startByte = bytes;
      bytes += text.length;
      await runs.appendLogChunks(org.orgId, runId, fence, [{ ...place, startByte, endByte: bytes, text }]);
    },
    end: () => runs.transition(org.orgId, runId, { event: "succeed", message: "Succeeded", fence }),
  };
}

test("a job is launched, listed and shown with what it waits for", async () => {
  const launched = await answer(send("POST", "", { body: { job: "nightly" } }));
  expect(launched).toMatchObject({ status: 201, steps: 1 });
  expect(await answer(send("GET", `/${launched.id}`))).toMatchObject({ status: "QUEUED", job: "nightly" });
  const { data } = await answer(send("GET", "?status=QUEUED&job=nightly"));
  expect(data).toMatchObject([{ id: launched.id }]);
  await send("POST", `/${launched.id}/cancel`);
});

test("a launch that names no target, an unknown one, or none that its token may launch is refused with the reason", async () => {
  expect(await answer(send("POST", "", { body: {} }))).toMatchObject({ status: 400, code: "target_invalid" });
  const unknown = await answer(send("POST", "", { body: { job: "hourly" } }));
  expect(unknown).toMatchObject({ status: 404, detail: expect.stringContaining("hourly") });
  const reader = await token(["runs:read"]);
  const refused = await answer(send("POST", "", { as: reader, body: { job: "nightly" } }));
  const detail = expect.stringMatching(/run:launch.*scopes/);
  expect(refused).toMatchObject({ status: 403, code: "permission_missing", detail });
});

test("a launch that a token was refused is recorded with the token, a look is not", async () => {
  const reader = await token(["runs:read"]);
  const stranger = await token(["alerts:read"]);
  denied.length = 0;
  await send("GET", "", { as: stranger });
  await send("POST", "", { as: reader, body: { job: "nightly" } });
  expect(denied).toMatchObject([
    {
      orgId: org.orgId,
      actor: { kind: "token" },
      permission: "run:launch",
      path: "POST /orgs/{org}/deployments/{deployment}/runs",
    },
  ]);
});

test("configuration that does not fit is refused with each place, and nothing is queued", async () => {
  const before = await identity.db.prisma.run.count();
  const response = await send("POST", "", { body: { job: "nightly", config: { orders: { limit: 0, limt: 1 } } } });
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({
    status: 400,
    code: "config_invalid",
    errors: [
      { pointer: "/config/orders/limit", detail: "must be at least 1" },
      { pointer: "/config/orders/limt", detail: 'is an unknown key. Did you mean "limit"?' },
    ],
  });
  expect(await identity.db.prisma.run.count()).toBe(before);
});

test("a queued run is canceled immediately, and an unknown run is not found", async () => {
  const id = await launch();
  expect(await (await send("POST", `/${id}/cancel`)).json()).toEqual({ id, status: "CANCELED" });
  for (const [method, path] of [
    ["GET", ""],
    ["POST", "/cancel"],
    ["POST", "/rerun"],
    ["POST", "/retry"],
    ["GET", "/events"],
  ] as const) {
    const body = path === "/rerun" || path === "/retry" ? { body: { mode: "all" } } : {};
    expect((await send(method, `/run_unknown${path}`, body)).status, path).toBe(404);
  }
});

test("events are read on from the one that the reader has", async () => {
  const id = await launch();
  await (await start(id)).end();
  const all = await answer(send("GET", `/${id}/events`));
  const events = all.data as { seq: number }[];
  expect(events.length).toBeGreaterThan(2);
  const rest = await answer(send("GET", `/${id}/events?after=${events[0]?.seq}`));
  expect(rest.data).toEqual(events.slice(1));
  expect(rest.isFinished).toBe(true);
});

test("output comes as NDJSON, is followed while it is written, and ends with the run", async () => {
  const id = await launch();
  const run = await start(id);
  await run.write("first\n");
  const response = await send("GET", `/${id}/logs?stream=stdout&follow=true`);
  expect(response.headers.get("content-type")).toBe("application/x-ndjson");
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const next = async () => {
    const { value, done } = await reader.read();
    return done ? undefined : (JSON.parse(new TextDecoder().decode(value)) as { text: string; nextAfter: number });
  };

  const first = await next();
  expect(first?.text).toBe("first\n");
  await run.write("second\n");
  expect((await next())?.text).toBe("second\n");
  await run.end();
  expect(await next()).toBeUndefined();
  const rest = await send("GET", `/${id}/logs?stream=stdout&after=${first?.nextAfter}`);
  expect(await rest.text()).toContain('"text":"second\\n"');
});
