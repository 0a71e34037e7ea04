import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { loadDefinitions } from "../src";

const workspace = fileURLToPath(new URL("../../../node_modules", import.meta.url));

function project(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), "millrace-project-"));
  mkdirSync(join(dir, "src"));
  symlinkSync(workspace, join(dir, "node_modules"));
  writeFileSync(join(dir, "package.json"), "{}");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, "src", name), text);
  return dir;
}
const HEAD = 'import { asset } from "@millrace/sdk";\n';

it("loads a project in a fresh process each time and reports the problems a push would report", async () => {
  const dir = project({
    "a.ts": `${HEAD}globalThis.loads = (globalThis.loads ?? 0) + 1;\nexport const a = asset("a" + globalThis.loads, {}, () => 1);`,
    "b.ts": `${HEAD}import { a } from "./a";\nexport const b = asset("b", { deps: { a } }, () => 1);`,
  });
  for (const _ of [1, 2]) {
    const { manifest, problems } = await loadDefinitions({ dir });
    expect(manifest.assets.map((asset) => asset.key)).toEqual(["a1", "b"]);
    expect(problems).toEqual([]);
  }
});

it("shows the author's line when a file throws at load", async () => {
  const dir = project({ "a.ts": `${HEAD}\nexport const a = asset("not a name", {}, () => 1);` });
  await expect(loadDefinitions({ dir })).rejects.toThrow(
    /asset "not a name": names can contain letters[\s\S]*src\/a\.ts:3\n[\s\S]*> 3 \| export const a/,
  );
});
