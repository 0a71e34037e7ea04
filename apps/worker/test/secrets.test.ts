import { planStep } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStack, type Stack } from "./stack";

const SECRET = JSON.stringify({ key: 'back\\slash-and-"quote"', url: "postgres://ada:pa55%2Fw0rd@db/shop" }, null, 2);
const READABLE = /slash-and|quote|pa55|w0rd/;

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
  await stack.setSecret("PASSWORD", SECRET);
  await stack.startWorker();
});
afterAll(() => stack.close());

/** Everything that is stored of a run. */
async function keptOf(runId: string): Promise<string> {
  const where = { runId };
  const kept = await Promise.all([
    stack.db.prisma.run.findFirst({ where: { id: runId }, select: { error: true } }),
    stack.db.prisma.runEvent.findMany({ where }),
    stack.db.prisma.runStep.findMany({ where }),
    stack.db.prisma.materialization.findMany({ where }),
    stack.db.prisma.logChunk.findMany({ where }),
  ]);
  return JSON.stringify(kept, (_, value) => (typeof value === "bigint" ? Number(value) : value));
}

test("values inside a secret are masked in logs, output, metadata and check results, even if written in two halves", async () => {
  const check = { kind: "check", definition: "spilled", asset: "spills", severity: "warn" } as const;
  const runId = await stack.launch(
    planStep("spills"),
    planStep("spills/check:spilled", { ...check, needs: ["spills"], assets: [] }),
  );
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS" });
  const kept = await keptOf(runId);
  expect(kept).toContain("checkResult");
  expect(kept).not.toMatch(READABLE);
  expect(await stack.outputOf(runId, "spills")).toContain("halves: [secret]\n");
});

test("a value inside a secret is masked in the error that ends a run", async () => {
  const runId = await stack.launch(planStep("throws_secret"));
  expect(await stack.ended(runId)).toMatchObject({
    error: { message: expect.stringContaining("no access with [secret]") },
  });
  expect(await keptOf(runId)).not.toMatch(READABLE);
});
