import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
const workspace = fileURLToPath(new URL("../../../node_modules", import.meta.url));

const SOURCE = `
import { asset, daily, io, job, op, resource } from "@millrace/sdk";
import { z } from "zod";
export const warehouse = resource({ name: "w", config: z.object({ url: z.string() }), create: ({ config }) => ({ url: config.url }) });
export const day = daily({ start: "2026-01-01" });
export const orders = asset("orders", { partitions: day, resources: { warehouse } }, () => [{ id: 1 }]);
export const file = asset("file", { io: io.files() }, () => ({ path: "x" }));
export const last = orders.lastPartitions(3);
export const list = op("list", { input: z.object({ p: z.string() }) }, ({ input }) => [input.p]);
export const ingest = job("ingest", { input: z.object({ p: z.string() }) }, (g) => void g.call(list, g.input));
`;

it("emitted declarations name every type through the package's root", () => {
  const dir = mkdtempSync(join(tmpdir(), "millrace-declarations-"));
  symlinkSync(workspace, join(dir, "node_modules"));
  writeFileSync(join(dir, "index.ts"), SOURCE);
  const options = [
    "--declaration",
    "--emitDeclarationOnly",
    "--strict",
    "--skipLibCheck",
    "--module",
    "ESNext",
    "--moduleResolution",
    "Bundler",
    "--target",
    "ES2023",
    "--types",
    "node",
  ];
  execFileSync(
    process.execPath,
    [tsc, ...options, "--rootDir", "/", "--outDir", join(dir, "out"), join(dir, "index.ts")],
    { cwd: dir, encoding: "utf8" },
  );
  const declarations = readFileSync(join(dir, "out", dir, "index.d.ts"), "utf8");
  const imports = [...declarations.matchAll(/(?:from |import\()"([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(imports)).toEqual(new Set(["@millrace/sdk"]));
  expect(declarations).toContain('AssetDef<"orders", {');
}, 30_000);
