import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { dropRedundantNames } from "./kept-names";

const FILES: Record<string, string> = {
  entry: `import * as a from "a"; import * as b from "b"; module.exports = { a, b };`,
  a: `export class Order {} export function total() {} export const half = () => 1; export class Named { static name = "own" }`,
  b: `export class Order {} export function total() {} export const half = () => 2;`,
};

test("functions and classes keep their names, and only changed names are defined at run time", async () => {
  const { outputFiles } = await build({
    stdin: { contents: FILES.entry as string },
    bundle: true,
    write: false,
    format: "cjs",
    keepNames: true,
    plugins: [
      {
        name: "files",
        setup(it) {
          it.onResolve({ filter: /^[ab]$/ }, ({ path }) => ({ path, namespace: "files" }));
          it.onLoad({ filter: /.*/, namespace: "files" }, ({ path }) => ({ contents: FILES[path] as string }));
        },
      },
    ],
  });
  const bundled = outputFiles[0]?.contents as Uint8Array;
  const load = (code: Uint8Array) => {
    const module = { exports: {} as Record<string, Record<string, { name: string }>> };
    const defined: unknown[] = [];
    const text = `const { defineProperty } = Object;
      Object.defineProperty = (target, key, to) => { if (key === "name") defined.push(to.value); return defineProperty(target, key, to) };
      ${Buffer.from(code).toString()}`;
    runInNewContext(text, { module, defined });
    const names = Object.values(module.exports).map((it) => Object.values(it).map(({ name }) => name));
    return { names, defined };
  };

  const before = load(bundled);
  const after = load(dropRedundantNames(bundled));
  expect(after.names).toEqual([
    ["own", "Order", "half", "total"],
    ["Order", "half", "total"],
  ]);
  expect(before.defined).toHaveLength(6);
  expect(after.defined).toEqual(["half", "Order", "total", "half"]);
});
