// Bundles the app in the current folder: src/main.ts, and the programs that its arguments name, into dist/<name>.mjs
// with the workspace packages. Registry packages stay dependencies that Node resolves, unless the app would resolve
// another version than the package that uses it, or none.
import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const fromApp = createRequire(join(process.cwd(), "package.json"));

const external = {
  name: "registry-packages-stay-outside",
  setup(b) {
    b.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      if (kind === "entry-point" || path.startsWith("@millrace/")) return undefined;
      const isSame = isBuiltin(path) || folderOf(fromApp, path) === folderOf(createRequire(importer), path);
      return isSame ? { path, external: true } : undefined;
    });
  },
};

/** Returns the folder in which `require` finds a package. For an import-only package, it is read from the error. */
function folderOf(require, path) {
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
  // For bundled CommonJS packages.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  plugins: [external],
});
