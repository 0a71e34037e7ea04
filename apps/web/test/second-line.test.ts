import { withoutOrganizationFilters } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attackProcedures, attackRoutes } from "./attack";
import { dumpOrganization, marksOf, seedEverything } from "./seed-everything";
import { signUpOwner, startWebServer, type TestWebServer } from "./web-server";

let server: TestWebServer;
let victim: Awaited<ReturnType<typeof signUpOwner>>;
let attacker: Awaited<ReturnType<typeof signUpOwner>>;
beforeAll(async () => {
  server = await startWebServer({ API_REQUESTS_PER_MINUTE: "1000000" });
  [victim, attacker] = [await signUpOwner(server, "Victim"), await signUpOwner(server, "Mallory")];
  await seedEverything(server, victim);
});
afterAll(() => server.close());

/** The attack, with every statement's own filter by organization turned off. */
async function attackBehindTheFirstLine(marksMax = Number.POSITIVE_INFINITY) {
  const before = await dumpOrganization(server, victim.orgId);
  const marks = marksOf(before).slice(0, marksMax);
  const found = await withoutOrganizationFilters(async () => [
    await attackProcedures(server, attacker, marks),
    await attackRoutes(server, attacker, marks),
  ]);
  const after = await dumpOrganization(server, victim.orgId);
  return {
    leaks: found.flatMap(({ leaks }) => leaks),
    answers: found.reduce((sum, { answers }) => sum + answers, 0),
    changedTables: Object.keys(before).filter((table) => String(before[table]) !== String(after[table])),
  };
}

test("statements that filter by no organization neither show nor change records of another one", async () => {
  const { leaks, answers, changedTables } = await attackBehindTheFirstLine();

  expect(leaks).toEqual([]);
  expect(changedTables).toEqual([]);
  expect(answers).toBeGreaterThan(100);
});

test("without row-level security, the same statements show and change them", async () => {
  const { prisma } = server.db;
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    select relname as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`;
  for (const { name } of tables) await prisma.$executeRawUnsafe(`alter table "${name}" disable row level security`);

  const { leaks, changedTables } = await attackBehindTheFirstLine(12);

  expect(leaks.length).toBeGreaterThan(10);
  expect(changedTables.length).toBeGreaterThan(2);
});
