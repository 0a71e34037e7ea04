import { execFileSync } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const workspace = fileURLToPath(new URL("../../../node_modules", import.meta.url));

it("works in node:test", () => {
  const dir = mkdtempSync(join(tmpdir(), "millrace-node-test-"));
  symlinkSync(workspace, join(dir, "node_modules"));
  writeFileSync(join(dir, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(dir, "orders.test.ts"),
    `import assert from "node:assert/strict";
import test from "node:test";
import { asset } from "@millrace/sdk";
import { materialize } from "@millrace/testing";
const orders = asset("orders", {}, () => [1, 2]);
const total = asset("total", { deps: { orders } }, ({ inputs }) => inputs.orders.length);
test("counts", async () => {
  assert.equal((await materialize([total])).value("total"), 2);
});`,
  );
  const output = execFileSync(process.execPath, ["--import", "tsx", "--test", "orders.test.ts"], {
    cwd: dir,
    encoding: "utf8",
  });
  expect(output).toMatch(/# pass 1|ℹ pass 1/);
});
