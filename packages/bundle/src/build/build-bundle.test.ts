import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { BundleEntry } from "@millrace/protocol";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { unpackBundle } from "../archive/unpack-bundle";
import { buildBundle } from "./build-bundle";
import { createBundler } from "./create-bundler";

const repositoryModules = fileURLToPath(new URL("../../../../node_modules", import.meta.url));
const CONFIG = { entry: ["src/**/*.ts"], external: [] as string[], data: [] as string[] };

let projectDir: string;
beforeEach(async () => {
  projectDir = await mkdtemp(join(tmpdir(), "project-"));
  await mkdir(join(projectDir, "node_modules/@millrace"), { recursive: true });
  for (const name of ["sdk", "core", "protocol"]) {
    await symlink(join(repositoryModules, "@millrace", name), join(projectDir, "node_modules/@millrace", name));
  }
  await symlink(join(repositoryModules, "zod"), join(projectDir, "node_modules/zod"));
});
afterEach(() => rm(projectDir, { recursive: true, force: true }));

async function write(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(projectDir, path)), { recursive: true });
    await writeFile(join(projectDir, path), text);
  }
}

async function buildAndLoad(config: Partial<typeof CONFIG> = {}) {
  const bundle = await buildBundle({ projectDir, config: { ...CONFIG, ...config } });
  const { dir } = await unpackBundle({
    source: Readable.from([bundle.archive]),
    hash: bundle.hash,
    intoDir: join(projectDir, "unpacked"),
  });
  return { bundle, dir, entry: createRequire(import.meta.url)(join(dir, "main.cjs")) as BundleEntry };
}

describe("a bundle", () => {
  test("exports a lazy loader per module and the author's SDK, which returns its manifest", async () => {
    await write({
      "src/orders.ts": `import { asset } from "@millrace/sdk"; export const orders = asset("orders", {}, () => [1]);`,
      "src/deep/total.ts": `import { asset } from "@millrace/sdk"; import { orders } from "../orders";
        export const total = asset("total", { deps: { orders } }, ({ inputs }) => inputs.orders.length);`,
      "src/orders.test.ts": `throw new Error("tests are not bundled")`,
    });
    const { entry } = await buildAndLoad();
    expect(Object.keys(entry.modules)).toEqual(["src/deep/total.ts", "src/orders.ts"]);
    const loaded = Object.fromEntries(Object.entries(entry.modules).map(([file, load]) => [file, load()]));
    const manifest = entry.sdk.toManifest(entry.sdk.collectDefinitions(loaded));
    expect(manifest.assets.map((asset) => asset.key).sort()).toEqual(["orders", "total"]);
  });

  test("has a source map with the author's sources and no paths of the author's machine", async () => {
    await write({ "src/a.ts": "export const one: number = 1;" });
    const { dir } = await buildAndLoad();
    const map = JSON.parse(await readFile(join(dir, "main.cjs.map"), "utf8"));
    const at = map.sources.indexOf("src/a.ts");
    expect(map.sourcesContent[at]).toBe("export const one: number = 1;");
    expect(await readFile(join(dir, "main.cjs"), "utf8")).not.toContain(projectDir);
  });

  test("is byte-identical if nothing changed", async () => {
    await write({ "src/a.ts": "export const one = 1;" });
    const first = await buildBundle({ projectDir, config: CONFIG });
    expect((await buildBundle({ projectDir, config: CONFIG })).hash).toBe(first.hash);
  });

  test("includes declared data files where import.meta.url expects them", async () => {
    await write({
      "data/a.csv": "x",
      "src/deep/a.ts": `import { readFileSync } from "node:fs";
        export const read = () => readFileSync(new URL("../../data/a.csv", import.meta.url), "utf8");`,
    });
    const { entry } = await buildAndLoad({ data: ["data/*.csv"] });
    expect((entry.modules["src/deep/a.ts"]!().read as () => string)()).toBe("x");
  });

  test("includes the files that modules refer to by a literal path, and reports the file and line of references that it can't follow", async () => {
    await write({
      "data/a.csv": "x",
      "data/b.csv": "y",
      "src/a.ts": `import { readFileSync } from "node:fs";
        import { join } from "node:path";
        export const read = () => readFileSync(new URL("../data/a.csv", import.meta.url), "utf8");
        export const other = () => readFileSync(join(import.meta.dirname, "../data/b.csv"), "utf8");
        export const folder = new URL("../data/", import.meta.url);
        export const none = new URL("./none.csv", import.meta.url);
        export const outside = new URL("../../x.csv", import.meta.url);`,
    });
    const { entry, bundle } = await buildAndLoad();
    const { read, other } = entry.modules["src/a.ts"]!() as Record<string, () => string>;
    expect([read!(), other!()]).toEqual(["x", "y"]);
    expect(bundle.warnings).toEqual([
      expect.stringMatching(/^src\/a\.ts:5: "\.\.\/data\/" .*data: \["data\/\*\*"\]/),
      expect.stringMatching(/^src\/a\.ts:6: "\.\/none\.csv" .*file not found/),
      expect.stringMatching(/^src\/a\.ts:7: .*outside the project/),
    ]);
  });

  test("loads what a module requires through createRequire, whatever it calls it", async () => {
    await write({
      "node_modules/plain/package.json": `{"name":"plain","main":"index.js"}`,
      "node_modules/plain/index.js": `module.exports = "plain";`,
      "src/figures.json": `{"n":1}`,
      "src/a.ts": `import { createRequire } from "node:module";
        import { fileURLToPath } from "node:url";
        import { dirname } from "node:path";
        const require = createRequire(import.meta.url);
        const __dirname = dirname(fileURLToPath(import.meta.url));
        export const found = [require("plain"), require("./figures.json").n, __dirname.endsWith("src")];`,
      "src/b.ts": `import { createRequire } from "node:module";
        export const found = createRequire(import.meta.url)("plain") as string;`,
      "src/c.ts": `import * as module from "node:module";
        const load$ = module.createRequire(import.meta.url);
        export const found = load$("plain") as string;`,
    });
    const { entry, dir } = await buildAndLoad();
    await rm(join(projectDir, "node_modules"), { recursive: true });
    expect(entry.modules["src/a.ts"]!().found).toEqual(["plain", 1, true]);
    expect(entry.modules["src/b.ts"]!().found).toBe("plain");
    expect(entry.modules["src/c.ts"]!().found).toBe("plain");
    expect(dir).toBeDefined();
  });

  test("imports what it names only at run time", async () => {
    await write({ "src/a.ts": `export const load = (name: string) => import("node:" + name);` });
    const { entry } = await buildAndLoad();
    const loaded = (await (entry.modules["src/a.ts"]!().load as (name: string) => Promise<object>)("fs")) as object;
    expect(loaded).toHaveProperty("readFileSync");
  });

  test("finds data files of packages installed in a parent folder", async () => {
    await write({ "node_modules/figures/data/a.csv": "x", "sub/src/a.ts": "export {};" });
    await cp(join(projectDir, "node_modules"), join(projectDir, "sub/node_modules"), {
      recursive: true,
      filter: (from) => !from.includes("figures"),
    });
    const config = { ...CONFIG, data: ["node_modules/figures/data/*.csv"] };
    const bundle = await buildBundle({ projectDir: join(projectDir, "sub"), config });
    const { dir } = await unpackBundle({
      source: Readable.from([bundle.archive]),
      hash: bundle.hash,
      intoDir: join(projectDir, "unpacked"),
    });
    expect(await readFile(join(dir, "node_modules/figures/data/a.csv"), "utf8")).toBe("x");
  });

  test("ships a package with native code as installed, with its dependencies", async () => {
    await write({
      "node_modules/native/package.json": `{"name":"native","main":"index.js"}`,
      "node_modules/native/index.js": `module.exports = require("native-helper").path(__dirname);`,
      "node_modules/native/build/native.node": "binary",
      "node_modules/native-helper/package.json": `{"name":"native-helper","main":"index.js"}`,
      "node_modules/native-helper/index.js": `exports.path = (dir) => require("node:path").join(dir, "build/native.node");`,
      "src/a.ts": `import file from "native"; export const native = file;`,
    });
    const { entry, dir } = await buildAndLoad();
    expect(entry.modules["src/a.ts"]!().native).toBe(join(dir, "node_modules/native/build/native.node"));
  });

  test("ships the files that Node's conditions select for `require` and for `import`", async () => {
    const helper = (exports: object) => JSON.stringify({ name: "helper", version: "1.0.0", exports });
    await write({
      "node_modules/native/package.json": `{"name":"native","main":"index.js"}`,
      "node_modules/native/index.js": `exports.synced = require("synced").default; exports.late = () => import("both");`,
      "node_modules/native/build/native.node": "binary",
      "node_modules/synced/package.json": helper({
        ".": [{ "module-sync": "./sync.mjs", default: "./index.js" }, "./index.js"],
      }),
      "node_modules/synced/sync.mjs": `export default "module-sync";`,
      "node_modules/synced/index.js": `exports.default = "default";`,
      "node_modules/both/package.json": helper({ require: "./index.cjs", import: "./index.mjs" }),
      "node_modules/both/index.cjs": `exports.default = "require";`,
      "node_modules/both/index.mjs": `export default "import";`,
      "src/a.ts": `import native from "native"; export const { synced, late } = native;`,
    });
    const { dir } = await buildAndLoad();
    const native = createRequire(join(dir, "main.cjs"))("native") as {
      synced: string;
      late(): Promise<{ default: string }>;
    };
    expect([native.synced, (await native.late()).default]).toEqual(["module-sync", "import"]);
  });
});

describe("repeated builds", () => {
  const bundler = createBundler();
  afterAll(() => bundler.close());
  const bundle = async () => {
    const bundled = await bundler.bundle({ projectDir, config: CONFIG, externals: "bundled" });
    return (await buildBundle({ projectDir, config: CONFIG, bundled })).hash;
  };

  test("give the result of a single build after a change, an error, a new module, and a native package", async () => {
    const once = async () => (await buildBundle({ projectDir, config: CONFIG })).hash;
    await write({ "src/a.ts": "export const one = 1;" });
    expect(await bundle()).toBe(await once());
    await write({ "src/a.ts": "export const one = 2;" });
    expect(await bundle()).toBe(await once());
    await write({ "src/a.ts": "export const one = ;" });
    await expect(bundle()).rejects.toMatchObject({ code: "bundle_failed" });
    await write({
      "node_modules/native/package.json": `{"name":"native","main":"index.js"}`,
      "node_modules/native/index.js": "module.exports = 1;",
      "node_modules/native/build/native.node": "binary",
      "src/a.ts": "export const one = 3;",
      "src/b.ts": `import native from "native"; export const two = native;`,
    });
    expect(await bundle()).toBe(await once());
    await write({ "src/b.ts": "export const two = 2;" });
    expect(await bundle()).toBe(await once());
  });
});

describe("a build fails", () => {
  const failingBuild = (config = CONFIG) => buildBundle({ projectDir, config });

  test("for top-level await, with the position and the fix", async () => {
    await write({ "src/a.ts": "export const x = 1;\nexport const y = await Promise.resolve(1);" });
    await expect(failingBuild()).rejects.toMatchObject({
      code: "bundle_failed",
      problems: [expect.objectContaining({ file: "src/a.ts", line: 2, message: expect.stringContaining("Top-level") })],
    });
  });

  test("for all unresolvable imports together", async () => {
    await write({ "src/a.ts": `import "./nope";`, "src/b.ts": `import "not-installed";` });
    await expect(failingBuild()).rejects.toMatchObject({ problems: [{ file: "src/a.ts" }, { file: "src/b.ts" }] });
  });

  test("for a linked package that isn't built, with what to do", async () => {
    await write({
      "linked/package.json": `{"name":"linked","main":"dist/index.js"}`,
      "src/a.ts": `import { x } from "linked"; export const y = x;`,
    });
    await symlink(join(projectDir, "linked"), join(projectDir, "node_modules/linked"));
    await expect(failingBuild()).rejects.toMatchObject({
      problems: [{ file: "src/a.ts", line: 1, message: expect.stringContaining("Build it first: npm run build in") }],
    });
  });

  test("if no module matches", async () => {
    await expect(failingBuild()).rejects.toMatchObject({ code: "entry_empty" });
  });

  test("if a declared data file is missing", async () => {
    await write({ "src/a.ts": "export {};" });
    await expect(failingBuild({ ...CONFIG, data: ["data/*"] })).rejects.toMatchObject({ code: "data_file_missing" });
  });
});
