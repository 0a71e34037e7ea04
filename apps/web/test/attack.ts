import { createCaller, createRestRoutes, type ProcedureMeta } from "@millrace/api";
import { TOKEN_SCOPES } from "@millrace/core/identity";
import { sampleInput, sampleInputs } from "@millrace/harness";
import type { signUpOwner, TestWebServer } from "./web-server";

type Owner = Awaited<ReturnType<typeof signUpOwner>>;
type Procedure = {
  readonly path: string;
  readonly type: "query" | "mutation";
  readonly inputs: readonly unknown[];
  readonly meta: ProcedureMeta | undefined;
};

/** What an attack found: responses with data of the victim, and how many responses there were. */
export type Findings = { readonly leaks: string[]; readonly answers: number };

/** Calls every procedure in the attacker's organization, with each of the victim's IDs in place of every text. */
export async function attackProcedures(
  server: TestWebServer,
  attacker: Owner,
  marks: readonly string[],
): Promise<Findings> {
  const looking = await attack(server, attacker, "query", marks);
  const changing = await attack(server, attacker, "mutation", marks);
  return { leaks: looking.leaks, answers: looking.answers + changing.answers };
}

async function attack(server: TestWebServer, attacker: Owner, type: Procedure["type"], marks: readonly string[]) {
  const leaks: string[] = [];
  let answers = 0;
  for (const { path, inputs } of orgProcedures(server).filter((procedure) => procedure.type === type)) {
    const inputOf = (mark: string) => ({
      ...sampleInputs(inputs, { anyText: mark }),
      org: attacker.slug,
      deployment: "production",
    });
    const takesText = JSON.stringify(inputOf("one")) !== JSON.stringify(inputOf("two"));
    const ask = async (mark: string) => {
      const answer = await call(server, attacker, path, inputOf(mark)).catch(() => undefined);
      if (answer === undefined) return;
      answers++;
      const seen = leaksOf(answer, mark, marks);
      if (seen.length > 0) leaks.push(`${path} given ${mark} shows ${seen.join(", ")}`);
    };
    const given = takesText ? marks : marks.slice(0, 1);
    if (type === "query") await Promise.all(given.map(ask));
    else for (const mark of given) await ask(mark);
  }
  return { leaks, answers };
}

/** Every procedure that accesses an organization's data. */
function orgProcedures(server: TestWebServer): Procedure[] {
  const procedures = server.appRouter._def.procedures as unknown as Record<string, { _def: Omit<Procedure, "path"> }>;
  return Object.entries(procedures)
    .map(([path, { _def }]) => ({ path, type: _def.type, inputs: _def.inputs, meta: _def.meta }))
    .filter(({ path, meta }) => meta?.permission !== undefined && path !== "member.leave");
}

async function call(server: TestWebServer, { userId, email }: Owner, path: string, input: unknown): Promise<unknown> {
  const user = { id: userId, email, name: "Mallory", sessionId: "ses_x", isVerified: true, isOperator: false };
  const ctx = { ...(await server.contextOf(new Request("https://millrace.test"), "req_test")), user };
  const caller: unknown = createCaller(server.appRouter)(ctx);
  const procedure = path.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], caller);
  return (procedure as (value: unknown) => Promise<unknown>)(input);
}

/** Sends every request of the API with a token of the attacker's organization, with each of the victim's IDs. */
export async function attackRoutes(
  server: TestWebServer,
  attacker: Owner,
  marks: readonly string[],
): Promise<Findings> {
  const { token } = await server.useCases.tokens.create(attacker.scope, "owner", {
    kind: "svc",
    name: "ci",
    role: "admin",
    scopes: [...TOKEN_SCOPES],
    expiresInDays: 1,
  });
  const leaks: string[] = [];
  let answers = 0;
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
      if (response.ok) answers++;
      const isJson = response.ok && response.headers.get("content-type")?.includes("application/json");
      const seen = isJson && route.method === "GET" ? leaksOf(await response.json(), mark, marks) : [];
      if (!isJson) await response.body?.cancel();
      if (seen.length > 0) leaks.push(`${route.method} ${route.path} given ${mark} shows ${seen.join(", ")}`);
    }
  }
  return { leaks, answers };
}

/** The victim's data in a response, beyond the input. */
function leaksOf(answer: unknown, mark: string, marks: readonly string[]): string[] {
  const text = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? String(value) : value));
  return marks.filter((other) => other !== mark && !mark.includes(other) && text?.includes(`"${other}"`));
}
