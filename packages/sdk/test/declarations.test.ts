import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** This repository's compiler, and the previous major version, which generates the API reference. */
const COMPILERS = [
  ["7", compilerOf("../package.json")],
  ["5.9", compilerOf("../../reference/package.json")],
] as const;

function compilerOf(manifest: string): string {
  return join(dirname(createRequire(here(manifest)).resolve("typescript/package.json")), "bin/tsc");
}

const RESOURCES = `
import { resource } from "@millrace/sdk";
import { z } from "zod";
export const warehouse = resource({ name: "w", config: z.object({ url: z.string() }), create: ({ config }) => ({ url: config.url }) });
`;
const SOURCE = `
import { assetJob, assetSensor, asset, check, daily, io, job, multiPartitions, op, schedule, sensor, staticPartitions } from "@millrace/sdk";
import { z } from "zod";
import { warehouse } from "./resources";
export const day = daily({ start: "2026-01-01" });
export const parts = multiPartitions({ day, region: staticPartitions(["eu", "us"]) });
export const orders = asset("orders", { partitions: day, resources: { warehouse } }, () => [{ id: 1 }]);
export const total = asset("total", { deps: { orders }, partitions: parts }, ({ inputs }) => inputs.orders.length);
export const sound = check(orders, "sound", {}, () => ({ passed: true }));
export const file = asset("file", { io: io.files() }, () => ({ path: "x" }));
export const last = orders.lastPartitions(3);
export const list = op("list", { input: z.object({ p: z.string() }), resources: { warehouse } }, ({ input }) => [input.p]);
export const ingest = job("ingest", { input: z.object({ p: z.string() }) }, (g) => void g.call(list, g.input));
export const nightly = assetJob("nightly", { select: [orders, total] });
export const hourly = schedule("hourly", { cron: "@hourly", target: nightly });
export const inbox = sensor("inbox", { target: nightly, resources: { warehouse } }, () => ({ skip: "nothing" }));
export const onOrders = assetSensor("on_orders", { asset: orders, target: nightly }, () => ({ skip: "nothing" }));
`;

it.each(COMPILERS)(
  "with TypeScript %s every inference goal holds, and emitted declarations name all types through the package's root",
  (_, tsc) => {
    const dir = mkdtempSync(join(tmpdir(), "millrace-declarations-"));
    symlinkSync(here("../../../node_modules"), join(dir, "node_modules"));
    writeFileSync(join(dir, "resources.ts"), RESOURCES);
    writeFileSync(join(dir, "index.ts"), SOURCE);
    const goals = readdirSync(here("types")).map((file) => join(here("types"), file));
    const compilerOptions = {
      ...{ noEmit: false, declaration: true, emitDeclarationOnly: true },
      ...{ rootDir: "/", outDir: join(dir, "out"), typeRoots: [here("../../../node_modules/@types")] },
    };
    const config = { extends: here("../tsconfig.json"), compilerOptions, files: ["index.ts", ...goals], include: [] };
    writeFileSync(join(dir, "tsconfig.json"), JSON.stringify(config));
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", dir], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });

    const declarations = readFileSync(join(dir, "out", dir, "index.d.ts"), "utf8");
    const imports = [...declarations.matchAll(/(?:from |import\()"([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(imports)).toEqual(new Set(["@millrace/sdk"]));
    expect(declarations).toContain('AssetDef<"orders", {');
    const total = declarations.split("export declare const ").find((text) => text.startsWith("total:"));
    expect(total, "an asset's type names the resources upstream of it").toContain('"w"');
  },
  120_000,
);
