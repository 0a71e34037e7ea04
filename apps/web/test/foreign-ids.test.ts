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

test("neither shows nor changes another organization's records named by an owner in their own organization", async () => {
  const before = await dumpOrganization(server, victim.orgId);
  const marks = marksOf(before);
  expect(marks.length).toBeGreaterThan(20);

  const { leaks, answers } = await attackProcedures(server, attacker, marks);

  expect(leaks).toEqual([]);
  expect(answers).toBeGreaterThan(100);
  expect(await dumpOrganization(server, victim.orgId)).toEqual(before);
});

test("rejects another organization's records named with a token of the caller's organization", async () => {
  const before = await dumpOrganization(server, victim.orgId);

  const { leaks } = await attackRoutes(server, attacker, marksOf(before));

  expect(leaks).toEqual([]);
  expect(await dumpOrganization(server, victim.orgId)).toEqual(before);
});
