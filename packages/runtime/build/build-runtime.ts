import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const sources = fileURLToPath(new URL("../src/sandbox", import.meta.url));
const require = createRequire(import.meta.url);

/**
 * The calendar library takes 4 ms to load, and only runs with time-window partitions need it. It loads on first use.
 */
const lazyTemporal: Plugin = {
  name: "lazy-temporal",
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^temporal-polyfill$/ }, ({ namespace }) =>
      namespace === "lazy" ? { path: require.resolve("temporal-polyfill") } : { path: "temporal", namespace: "lazy" },
    );
    pluginBuild.onLoad({ filter: /.*/, namespace: "lazy" }, () => ({
      contents: `let loaded;
export const Temporal = new Proxy({}, { get: (_, name) => (loaded ??= require("temporal-polyfill").Temporal)[name] });`,
      resolveDir: sources,
    }));
  },
};

/**
 * Bundles the code that runs inside a sandbox into a folder of CommonJS files: `start.cjs`, which loads the runtime,
 * `runtime.cjs`, and `compile.cjs`, which a worker runs once so that later starts find the runtime compiled.
 */
export async function buildRuntime(outDir: string): Promise<void> {
  await build({
    entryPoints: {
      start: join(sources, "start.ts"),
      runtime: join(sources, "main.ts"),
      compile: join(sources, "compile.ts"),
    },
    outdir: outDir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    legalComments: "none",
    sourcemap: false,
    minify: true,
    logLevel: "warning",
    plugins: [lazyTemporal],
  });
}
