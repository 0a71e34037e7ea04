import { planStep } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStack, type Stack } from "./stack";

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
  await stack.startWorker();
});
afterAll(() => stack.close());

test("a sandbox finds modules by createRequire and by names that are known only at run time", async () => {
  const runId = await stack.launch(planStep("finds_modules"));
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS", error: null });
  const made = await stack.db.prisma.materialization.findFirst({ where: { runId } });
  expect(made).toMatchObject({ value: { inline: '["b","\\n"]' } });
});
