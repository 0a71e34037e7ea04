import { createCaller, createRestRoutes, type ProcedureMeta } from "@millrace/api";
import { TOKEN_SCOPES } from "@millrace/core/identity";
import { sampleInput, sampleInputs } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dumpOrganization, marksOf, seedEverything } from "./seed-everything";
import { signUpOwner, startWebServer, type TestWebServer } from "./web-server";

type Procedure = {
  readonly path: string;
  readonly type: "query" | "mutation";
  readonly inputs: readonly unknown[];
  readonly meta: ProcedureMeta | undefined;
};

let server: TestWebServer;
let victim: Awaited<ReturnType<typeof signUpOwner>>;
let attacker: Awaited<ReturnType<typeof signUpOwner>>;
beforeAll(async () => {
  server = await startWebServer({ API_REQUESTS_PER_MINUTE: "1000000" });
  [victim, attacker] = [await signUpOwner(server, "Victim"), await signUpOwner(server, "Mallory")];
  await seedEverything(server, victim);
});
afterAll(() => server.close());

/** Every procedure that accesses an organization's data. */
function orgProcedures(): Procedure[] {
  const procedures = server.appRouter._def.procedures as unknown as Record<string, { _def: Omit<Procedure, "path"> }>;
  return Object.entries(procedures)
    .map(([path, { _def }]) => ({ path, type: _def.type, inputs: _def.inputs, meta: _def.meta }))
    .filter(({ path, meta }) => meta?.permission !== undefined && path !== "member.leave");
}

async function call(path: string, input: unknown): Promise<unknown> {
  const { userId, email } = attacker;
  const user = { id: userId, email, name: "Mallory", sessionId: "ses_x", isVerified: true, isOperator: false };
  const ctx = { ...(await server.contextOf(new Request("https://millrace.test"), "req_test")), user };
  const caller: unknown = createCaller(server.appRouter)(ctx);
  const procedure = path.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], caller);
  return (procedure as (value: unknown) => Promise<unknown>)(input);
}

/** The victim's data in a response, beyond the input. */
function leaksOf(answer: unknown, mark: string, marks: readonly string[]): string[] {
  const text = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? String(value) : value));
  return marks.filter((other) => other !== mark && !mark.includes(other) && text?.includes(`"${other}"`));
}

/** Calls each procedure in the attacker's organization with each of the victim's IDs in place of every text. */
async function attack(type: Procedure["type"], marks: readonly string[]) {
  const leaks: string[] = [];
  let answers = 0;
  for (const { path, inputs } of orgProcedures().filter((procedure) => procedure.type === type)) {
    const inputOf = (mark: string) => ({
      ...sampleInputs(inputs, { anyText: mark }),
      org: attacker.slug,
      deployment: "production",
    });
    const takesText = JSON.stringify(inputOf("one")) !== JSON.stringify(inputOf("two"));
    for (const mark of takesText ? marks : marks.slice(0, 1)) {
      const answer = await call(path, inputOf(mark)).catch(() => undefined);
      if (answer === undefined) continue;
      answers++;
      const seen = leaksOf(answer, mark, marks);
      if (seen.length > 0) leaks.push(`${path} given ${mark} shows ${seen.join(", ")}`);
    }
  }
  return { leaks, answers };
}

test("neither shows nor changes another organization's records named by an owner in their own organization", async () => {
  const before = await dumpOrganization(server, victim.orgId);
  const marks = marksOf(before);
  expect(marks.length).toBeGreaterThan(20);

  const looking = await attack("query", marks);
  await attack("mutation", marks);

  expect(looking.leaks).toEqual([]);
  expect(looking.answers).toBeGreaterThan(100);
  expect(await dumpOrganization(server, victim.orgId)).toEqual(before);
});

test("rejects another organization's records named with a token of one's own organization", async () => {
  const before = await dumpOrganization(server, victim.orgId);
  const marks = marksOf(before);
  const { token } = await server.useCases.tokens.create(attacker.scope, "owner", {
    kind: "svc",
    name: "ci",
    role: "admin",
    scopes: [...TOKEN_SCOPES],
    expiresInDays: 1,
  });

  const leaks: string[] = [];
  for (const route of createRestRoutes({} as never).filter(({ path }) => path.includes("{org}"))) {
    for (const mark of marks) {
      const path = route.path
        .replace("{org}", attacker.slug)
        .replace("{deployment}", "production")
        .replace(/\{\w+\}/g, encodeURIComponent(mark));
      const hasBody = !["GET", "DELETE"].includes(route.method);
      const response = await server.handleRest(
        new Request(`https://millrace.test/api/v1${path}`, {
          method: route.method,
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          ...(hasBody ? { body: JSON.stringify(sampleInput(route.input, { anyText: mark })) } : {}),
        }),
      );
      const isJson = response.ok && response.headers.get("content-type")?.includes("application/json");
      const seen = isJson && route.method === "GET" ? leaksOf(await response.json(), mark, marks) : [];
      if (!isJson) await response.body?.cancel();
      if (seen.length > 0) leaks.push(`${route.method} ${route.path} given ${mark} shows ${seen.join(", ")}`);
    }
  }

  expect(leaks).toEqual([]);
  expect(await dumpOrganization(server, victim.orgId)).toEqual(before);
});
