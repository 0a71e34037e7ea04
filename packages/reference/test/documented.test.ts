import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const workspace = fileURLToPath(new URL("..", import.meta.url));
const typedoc = fileURLToPath(import.meta.resolve("typedoc/package.json").replace("package.json", "bin/typedoc"));

it("every export of the SDK and the test kit is documented", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, "--emit", "none"], {
    cwd: workspace,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  expect(`${stdout}${stderr}`.split("\n").filter((line) => /\[(warning|error)\]/.test(line))).toEqual([]);
  expect(status).toBe(0);
});
