// Bundles the app in the current folder: src/main.ts, and the programs that its arguments name, into dist/<name>.mjs
// with our own packages. What comes from the registry stays a dependency that Node resolves, unless the app would find
// another version of it, or none, than the package that uses it.
import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const fromApp = createRequire(join(process.cwd(), "package.json"));

const external = {
  name: "registry-packages-stay-outside",
  setup(b) {
    b.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      if (kind === "entry-point" || path.startsWith("@millrace/")) return undefined;
      const isSame = isBuiltin(path) || place(fromApp, path) === place(createRequire(importer), path);
      return isSame ? { path, external: true } : undefined;
    });
  },
};

/** Where `require` finds a package; a package for `import` only is told by its error, which names its folder. */
function place(require, path) {
  try {
    return require.resolve(path);
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND") return undefined;
    return error.message;
  }
}

await build({
  entryPoints: ["main", ...process.argv.slice(2)].map((name) => `src/${name}.ts`),
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
  // For CommonJS packages that are bundled.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  plugins: [external],
});
