import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const entry = fileURLToPath(new URL("../src/sandbox/main.ts", import.meta.url));
const require = createRequire(import.meta.url);

/** The calendar library takes 4 ms to load and only runs with time-window partitions need it: it loads on first use. */
const lazyTemporal: Plugin = {
  name: "lazy-temporal",
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^temporal-polyfill$/ }, ({ namespace }) =>
      namespace === "lazy" ? { path: require.resolve("temporal-polyfill") } : { path: "temporal", namespace: "lazy" },
    );
    pluginBuild.onLoad({ filter: /.*/, namespace: "lazy" }, () => ({
      contents: `let loaded;
export const Temporal = new Proxy({}, { get: (_, name) => (loaded ??= require("temporal-polyfill").Temporal)[name] });`,
      resolveDir: dirname(entry),
    }));
  },
};

/** Bundles the program that runs inside a sandbox into one CommonJS file. */
export async function buildRuntime(outFile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile: outFile,
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
