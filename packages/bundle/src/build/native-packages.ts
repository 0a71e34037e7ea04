import { readdir, readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join, sep } from "node:path";
import type { Plugin } from "esbuild";
import { bundledPath } from "./bundled-path";

const BUILTIN = new Set(builtinModules);
const LOADERS_OF_NATIVE_CODE = [
  "bindings",
  "node-gyp-build",
  "prebuild-install",
  "@mapbox/node-pre-gyp",
  "node-addon-api",
];
const NATIVE_FILE = /\.node$/;
const SEARCH_DEPTH = 3;

/** How an external package is referred to: by its path in the bundle, or by where it is installed. */
export type ExternalPaths = "bundled" | "installed";

/**
 * Leaves packages with native code, and the given ones, out of the bundled file. `entries` collects the files through
 * which they are imported: the roots of the trace.
 */
export function nativePackagesPlugin(options: {
  readonly external: ReadonlySet<string>;
  readonly paths: ExternalPaths;
  readonly entries: Set<string>;
}): Plugin {
  const known = new Map<string, Promise<boolean>>();
  const isNative = (packageDir: string): Promise<boolean> => {
    const found = known.get(packageDir) ?? hasNativeCode(packageDir);
    known.set(packageDir, found);
    return found;
  };

  return {
    name: "millrace-native-packages",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async (args) => {
        if (args.pluginData === SEEN || args.path.startsWith("node:") || BUILTIN.has(args.path)) return undefined;
        const found = await build.resolve(args.path, {
          kind: args.kind,
          resolveDir: args.resolveDir,
          importer: args.importer,
          pluginData: SEEN,
        });
        if (found.errors.length > 0 || found.external) return undefined;
        const name = packageName(args.path);
        const packageDir = packageDirOf(found.path, name);
        if (!packageDir || !(options.external.has(name) || (await isNative(packageDir)))) return undefined;
        const required = await build.resolve(args.path, {
          kind: "require-call",
          resolveDir: args.resolveDir,
          importer: args.importer,
          pluginData: SEEN,
        });
        const file = required.errors.length > 0 ? found.path : required.path;
        options.entries.add(file);
        return { path: options.paths === "installed" ? file : `./${bundledPath(file)}`, external: true };
      });
    },
  };
}

const SEEN = Symbol("resolved by this plugin");

/** Returns the package of a bare specifier: `@scope/name/sub` → `@scope/name`. */
function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!;
}

/** Returns the folder of the package that an installed file belongs to. */
function packageDirOf(file: string, name: string): string | undefined {
  const marker = `${sep}node_modules${sep}${name.split("/").join(sep)}${sep}`;
  const at = file.lastIndexOf(marker);
  return at < 0 ? undefined : file.slice(0, at + marker.length - 1);
}

async function hasNativeCode(packageDir: string): Promise<boolean> {
  const manifest = JSON.parse(await readFile(join(packageDir, "package.json"), "utf8")) as {
    name?: string;
    gypfile?: boolean;
    binary?: unknown;
    napi?: unknown;
    dependencies?: Record<string, string>;
    optionalDependencies?: Record<string, string>;
  };
  if (manifest.gypfile || manifest.napi || typeof manifest.binary === "object") return true;
  if (LOADERS_OF_NATIVE_CODE.some((name) => manifest.dependencies?.[name])) return true;
  const perPlatform = Object.keys(manifest.optionalDependencies ?? {}).filter((name) =>
    /(linux|darwin|win32)[-_](x64|arm64)/.test(name),
  );
  if (perPlatform.length > 1) return true;
  return containsNativeFile(packageDir, SEARCH_DEPTH);
}

async function containsNativeFile(dir: string, depth: number): Promise<boolean> {
  const entries = await readdir(dir, { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && NATIVE_FILE.test(entry.name))) return true;
  if (depth === 0) return false;
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name === "node_modules") continue;
    if (await containsNativeFile(join(dir, entry.name), depth - 1)) return true;
  }
  return false;
}

/** Returns the installed package whose file an esbuild error names, or undefined. */
export function packageOfFile(file: string): string | undefined {
  const at = file.lastIndexOf("node_modules/");
  return at < 0 ? undefined : packageName(file.slice(at + "node_modules/".length));
}
