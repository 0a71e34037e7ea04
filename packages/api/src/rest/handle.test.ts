import { DomainError } from "@millrace/core";
import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createRestHandler } from "./handle";
import { pageOf } from "./page";
import { route } from "./route";

let calls = 0;
const errors: object[] = [];
const routes = [
  route({
    method: "GET",
    path: "/orgs/{org}/things",
    permission: "run:read",
    summary: "Things",
    input: z.object({ limit: z.coerce.number().int().default(50), tag: z.array(z.string()).optional() }),
    output: pageOf(z.object({ limit: z.number(), tag: z.array(z.string()).optional() })),
    handler: async (_, { limit, tag }) => ({ data: [{ limit, tag }], nextCursor: "next", hasMore: true }),
  }),
  route({
    method: "POST",
    path: "/orgs/{org}/deployments/{deployment}/things",
    permission: "run:launch",
    summary: "Makes a thing",
    status: 201,
    input: z.object({ name: z.string().min(3) }),
    output: z.object({ name: z.string(), deployment: z.string(), call: z.number() }),
    handler: async (ctx, { name }) => {
      calls++;
      if (name === "broken") throw new Error("the database said: secret");
      if (name === "taken") throw new DomainError("conflict", "thing_taken", `"${name}" is taken`);
      return { name, deployment: ctx.deployment.name, call: calls };
    },
  }),
  route({
    method: "POST",
    path: "/orgs/{org}/locations/{location}/versions",
    permission: "location:push",
    summary: "Pushes bytes",
    body: "bytes",
    input: z.object({ externalId: z.string().optional() }),
    output: z.object({ bytes: z.number(), locationId: z.string().nullable() }),
    handler: async (ctx) => ({
      bytes: (await ctx.request.arrayBuffer()).byteLength,
      locationId: ctx.location.id ?? null,
    }),
  }),
];

let identity: Awaited<ReturnType<typeof openIdentity>>;
let acme: Awaited<ReturnType<typeof identity.organization>>;
let handle: ReturnType<typeof createRestHandler>;
beforeAll(async () => {
  identity = await openIdentity();
  acme = await identity.organization();
  handle = createRestHandler(
    {
      authenticate: identity.useCases.tokens.authenticate,
      access: identity.stores.access,
      idempotency: identity.stores.idempotency,
      rateLimiter: identity.rateLimiter,
      log: { warn: () => {}, error: (fields) => errors.push(fields) },
      recordDenied: async () => {},
      trustedHops: 0,
      requestsPerMinuteMax: 20,
    },
    routes,
  );
});
afterAll(() => identity.close());

type Scopes = ("runs:read" | "runs:launch" | "locations:push")[];

async function token(scopes: Scopes, restriction: { deploymentId?: string } = {}): Promise<string> {
  const input = { kind: "svc" as const, name: "ci", scopes, expiresInDays: 1, ...restriction };
  return (await identity.useCases.tokens.create(acme.scope, "owner", input)).token;
}

function send(
  method: string,
  path: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const headers = new Headers({ "content-type": "application/json", ...options.headers });
  if (options.token) headers.set("authorization", `Bearer ${options.token}`);
  const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
  return handle(
    new Request(`https://millrace.test/api/v1${path.replace("{org}", acme.slug)}`, { method, headers, ...body }),
  );
}

const THINGS = "/orgs/{org}/deployments/production/things";

test("a request without a token, or with a wrong one, is answered 401 and how to do it", async () => {
  for (const wrong of [undefined, "mr_pat_nonsense"]) {
    const response = await send("GET", "/orgs/{org}/things", wrong ? { token: wrong } : {});
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      status: 401,
      title: "Unauthorized",
      requestId: expect.stringMatching(/^req_/),
    });
  }
});

test("a token reaches what its scopes allow, and errors name the scope that is missing", async () => {
  const reader = await token(["runs:read"]);
  expect((await send("GET", "/orgs/{org}/things", { token: reader })).status).toBe(200);
  const refused = await send("POST", THINGS, { token: reader, body: { name: "thing" } });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    code: "permission_missing",
    detail: expect.stringContaining("run:launch"),
  });
});

test("a token of one deployment does nothing in another, nor where none is named", async () => {
  const [production] = await identity.useCases.organizations.listDeployments(acme.scope);
  const restricted = await token(["runs:launch"], { deploymentId: production!.id });
  const body = { name: "thing" };
  expect((await send("POST", THINGS, { token: restricted, body })).status).toBe(201);
  expect((await send("POST", THINGS.replace("production", "staging"), { token: restricted, body })).status).toBe(403);
  expect((await send("GET", "/orgs/{org}/things", { token: restricted })).status).toBe(403);
});

test("wrong input is answered with a pointer to each place", async () => {
  const response = await send("POST", THINGS, { token: await token(["runs:launch"]), body: { name: "x" } });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: "input_invalid",
    errors: [{ pointer: "/name", code: "too_small" }],
  });
});

test("a body that is too large is answered 413 before all of it is held, not 429, which asks to send it again", async () => {
  const launcher = await token(["runs:launch"]);
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const request = new Request(`https://millrace.test/api/v1${THINGS.replace("{org}", acme.slug)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${launcher}`, "content-type": "application/json" },
    body: endless,
    duplex: "half",
  } as RequestInit);
  const refused = await handle(request);
  expect([refused.status, await refused.json()]).toMatchObject([413, { title: "Too large", code: "body_too_large" }]);
  expect(pulled).toBeLessThan(2 * 1024 * 1024);
});

test("an unknown deployment and an unknown path are named", async () => {
  const launcher = await token(["runs:launch"]);
  const deployment = await send("POST", THINGS.replace("production", "nowhere"), {
    token: launcher,
    body: { name: "thing" },
  });
  expect(await deployment.json()).toMatchObject({
    status: 404,
    code: "deployment_not_found",
    detail: expect.stringContaining('"nowhere"'),
  });
  expect(await (await send("GET", "/nothing")).json()).toMatchObject({ status: 404, code: "route_not_found" });
  expect((await send("DELETE", "/orgs/{org}/things", { token: launcher })).status).toBe(405);
});

test("our own failures say nothing of what broke, and are logged once with the request's id", async () => {
  errors.length = 0;
  const response = await send("POST", THINGS, { token: await token(["runs:launch"]), body: { name: "broken" } });
  const body = (await response.json()) as { requestId: string };
  expect(response.status).toBe(500);
  expect(JSON.stringify(body)).not.toContain("secret");
  expect(errors).toMatchObject([{ requestId: body.requestId, err: { message: "the database said: secret" } }]);
});

test("a repeated request with the same key is done once and answered the same", async () => {
  const launcher = await token(["runs:launch"]);
  const headers = { "idempotency-key": "key-1" };
  const first = await send("POST", THINGS, { token: launcher, body: { name: "thing" }, headers });
  const second = await send("POST", THINGS, { token: launcher, body: { name: "thing" }, headers });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect(await second.json()).toEqual(await first.json());

  const other = await send("POST", THINGS, { token: launcher, body: { name: "other" }, headers });
  expect(await other.json()).toMatchObject({ status: 409, code: "idempotency_key_reused" });
});

test("concurrent requests with the same key take effect once", async () => {
  const launcher = await token(["runs:launch"]);
  const before = calls;
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      send("POST", THINGS, { token: launcher, body: { name: "thing" }, headers: { "idempotency-key": "key-2" } }),
    ),
  );
  expect(calls - before).toBe(1);
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
});

test("the key of a request that failed may be used again", async () => {
  const launcher = await token(["runs:launch"]);
  const headers = { "idempotency-key": "key-3" };
  expect((await send("POST", THINGS, { token: launcher, body: { name: "taken" }, headers })).status).toBe(409);
  expect(
    (await send("POST", THINGS, { token: launcher, body: { name: "taken" }, headers })).headers.get(
      "idempotent-replayed",
    ),
  ).toBeNull();
});

test("each token has its own budget, told in every answer", async () => {
  const [busy, idle] = [await token(["runs:read"]), await token(["runs:read"])];
  const first = await send("GET", "/orgs/{org}/things", { token: busy });
  expect(first.headers.get("x-ratelimit-limit")).toBe("20");
  expect(first.headers.get("x-ratelimit-remaining")).toBe("19");
  for (let count = 2; count <= 20; count++) await send("GET", "/orgs/{org}/things", { token: busy });

  const refused = await send("GET", "/orgs/{org}/things", { token: busy });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ code: "api_rate_limit", retryAfter: expect.any(Number) });
  expect((await send("GET", "/orgs/{org}/things", { token: idle })).status).toBe(200);
});

test("query values, repeated ones and the link to the next page", async () => {
  const response = await send("GET", "/orgs/{org}/things?limit=2&tag=a&tag=b", { token: await token(["runs:read"]) });
  expect(await response.json()).toEqual({ data: [{ limit: 2, tag: ["a", "b"] }], nextCursor: "next", hasMore: true });
  expect(response.headers.get("link")).toBe(
    `</api/v1/orgs/${acme.slug}/things?limit=2&tag=a&tag=b&cursor=next>; rel="next"`,
  );
  expect(response.headers.get("millrace-version")).toBe("2026-11-01");
});

test("a route of bytes gets the body as it is, and a location that does not exist yet", async () => {
  const response = await handle(
    new Request(`https://millrace.test/api/v1/orgs/${acme.slug}/locations/new/versions`, {
      method: "POST",
      headers: { authorization: `Bearer ${await token(["locations:push"])}`, "content-type": "application/gzip" },
      body: new Uint8Array(10),
    }),
  );
  expect(await response.json()).toEqual({ bytes: 10, locationId: null });
});

test("the API's root links to its description for everyone", async () => {
  expect(await (await send("GET", "")).json()).toMatchObject({ description: "/api/v1/openapi.json" });
});

test("the OpenAPI document describes parameters, bodies and problems of every route", async () => {
  const document = (await (await send("GET", "/openapi.json")).json()) as {
    paths: Record<string, Record<string, object>>;
  };
  expect(Object.keys(document.paths)).toEqual(routes.map(({ path }) => path));
  expect(document.paths["/orgs/{org}/deployments/{deployment}/things"]?.post).toMatchObject({
    parameters: [
      { name: "org", in: "path", required: true },
      { name: "deployment", in: "path", required: true },
    ],
    requestBody: { required: true, content: { "application/json": { schema: { required: ["name"] } } } },
    responses: { 201: {}, default: { content: { "application/problem+json": {} } } },
  });
});

test("answers texts that can't be stored, and input that nests too deeply, with 400 and their place", async () => {
  const launcher = await token(["runs:launch", "runs:read"]);
  let deep: unknown = "x";
  for (let level = 0; level < 100; level++) deep = { a: deep };
  const responses = [
    await send("GET", "/orgs/{org}/things?limit=1&tag=%00", { token: launcher }),
    await send("POST", THINGS, { token: launcher, body: { name: "a\0bc" } }),
    await send("POST", THINGS, { token: launcher, body: { name: "a\uD800bc" } }),
    await send("POST", THINGS, { token: launcher, body: { name: "abc", config: { "k\0": 1 } } }),
    await send("POST", THINGS, { token: launcher, body: { name: "abc", config: deep } }),
  ];

  expect(responses.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  const bodies = (await Promise.all(responses.map((it) => it.json()))) as { errors: { pointer: string }[] }[];
  expect(bodies.map(({ errors: [first] }) => first?.pointer.slice(0, 12))).toEqual([
    "/tag",
    "/name",
    "/name",
    "/config/k\uFFFD",
    "/config/a/a/",
  ]);
  expect((await send("GET", "/orgs/%00/things", { token: launcher })).status).toBe(404);
  expect((await send("POST", THINGS.replace("production", "%00"), { token: launcher, body: {} })).status).toBe(404);
});

test("answers 503 while the database is away", async () => {
  const outage = () => Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  const away = createRestHandler(
    {
      authenticate: outage,
      access: identity.stores.access,
      idempotency: identity.stores.idempotency,
      rateLimiter: identity.rateLimiter,
      log: { warn: () => {}, error: () => {} },
      recordDenied: async () => {},
      trustedHops: 0,
    },
    routes,
  );
  const headers = { authorization: "Bearer mr_svc_x" };

  const response = await away(new Request(`https://millrace.test/api/v1/orgs/${acme.slug}/things`, { headers }));

  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
  expect(await response.json()).toMatchObject({ code: "unavailable" });
});
