import { DomainError, type DomainErrorKind } from "@millrace/core";
import { expect, test } from "vitest";
import { z } from "zod";
import { createTrpcHandler } from "./handle";
import { publicProcedure, router } from "./trpc";

const ORIGIN = "https://millrace.test";
const logged: object[] = [];
const app = router({
  domain: publicProcedure.input(z.object({ kind: z.string() })).mutation(({ input }) => {
    const details = [{ pointer: "/name", code: "taken", detail: "is taken" }];
    throw new DomainError(input.kind as DomainErrorKind, "some_code", "Say what to do", {
      details,
      retryAfterSeconds: 3,
    });
  }),
  bug: publicProcedure.query(() => {
    throw new Error("relation User does not exist");
  }),
  away: publicProcedure.query(() => {
    throw Object.assign(new Error("terminating connection"), { code: "57P01" });
  }),
  strict: publicProcedure.input(z.object({ user: z.object({ name: z.string().min(3) }) })).query(() => "fine"),
});
const handle = createTrpcHandler({
  router: app,
  endpoint: "/api/trpc",
  origins: [ORIGIN],
  rateLimiter: { take: async () => ({ allowed: true, remaining: 1, resetSeconds: 60 }) },
  createContext: async (_, requestId) => ({
    requestId,
    ip: undefined,
    userAgent: undefined,
    user: null,
    access: { findMembership: async () => null, findDeployment: async () => null, findLocationId: async () => null },
    log: { warn: () => {}, error: (fields) => logged.push(fields) },
    recordDenied: async () => {},
  }),
});

type Answer = { error: { json: { message: string; data: Record<string, unknown> } } };

async function call(path: string, init: RequestInit = {}): Promise<Answer["error"]["json"] & { status: number }> {
  const response = await handle(new Request(`${ORIGIN}/api/trpc/${path}`, init));
  return { ...((await response.json()) as Answer).error.json, status: response.status };
}

const mutate = (kind: string) =>
  call("domain", {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN },
    body: JSON.stringify({ json: { kind } }),
  });

test.each([
  ["notFound", 404],
  ["forbidden", 403],
  ["unauthorized", 401],
  ["conflict", 409],
  ["invalid", 400],
  ["overLimit", 429],
] as const)("a domain error of the kind %s arrives as %i with its code and details", async (kind, status) => {
  expect(await mutate(kind)).toMatchObject({
    status,
    message: "Say what to do",
    data: {
      requestId: expect.stringMatching(/^req_/),
      problem: { code: "some_code", details: [{ pointer: "/name" }], retryAfterSeconds: 3 },
    },
  });
});

test("a bug says nothing of itself to the caller and is logged", async () => {
  const answer = await call("bug");
  expect(answer).toMatchObject({ status: 500, message: "Something went wrong on our end." });
  expect(JSON.stringify(answer)).not.toContain("relation");
  expect(logged).toMatchObject([{ path: "bug", err: { message: "relation User does not exist" } }]);
});

test("invalid input points at the field", async () => {
  const input = encodeURIComponent(JSON.stringify({ json: { user: { name: "x" } } }));
  expect(await call(`strict?input=${input}`)).toMatchObject({
    status: 400,
    message: expect.stringContaining("user.name"),
    data: { problem: { code: "input_invalid", details: [{ pointer: "/user/name" }] } },
  });
});

test("another site's page reaches no procedure", async () => {
  const headers = { "content-type": "application/json", origin: "https://evil.example" };
  const response = await handle(new Request(`${ORIGIN}/api/trpc/domain`, { method: "POST", headers, body: "{}" }));
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: "cross_site_request" });
});

test("a body over its limit is rejected before all of it is in memory, with or without a session", async () => {
  const headers = { "content-type": "application/json", origin: ORIGIN };
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const init = { method: "POST", headers, body: endless, duplex: "half" } as RequestInit;
  const response = await handle(new Request(`${ORIGIN}/api/trpc/domain`, init));
  expect([response.status, await response.json()]).toMatchObject([413, { code: "body_too_large" }]);
  expect(pulled).toBeLessThan(5 * 1024 * 1024);
});

test("a batch beyond its limit is refused", async () => {
  const paths = Array(51).fill("bug").join(",");
  const response = await handle(new Request(`${ORIGIN}/api/trpc/${paths}?batch=1&input={}`));
  expect(response.status).toBe(400);
});

test("answers texts that can't be stored with 400 and their place", async () => {
  const input = encodeURIComponent(JSON.stringify({ json: { user: { name: "a\uD800bc" } } }));
  expect(await call(`strict?input=${input}`)).toMatchObject({
    status: 400,
    data: { problem: { code: "input_invalid", details: [{ pointer: "/user/name", code: "text_invalid" }] } },
  });
});

test("answers 503 while the database is away", async () => {
  expect(await call("away")).toMatchObject({
    status: 503,
    message: expect.stringContaining("temporarily unavailable"),
  });
});
