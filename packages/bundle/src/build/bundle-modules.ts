import { join } from "node:path";
import { BUNDLE_FILES, type ProjectConfig } from "@millrace/protocol";
import { type BuildOptions, build } from "esbuild";
import { BuildError, isBuildFailure, toProblem } from "./build-error";
import { entrySource } from "./entry-source";
import { findModules } from "./find-modules";
import { IMPORT_META_DEFINES, importMetaPlugin } from "./import-meta";
import { type ExternalPaths, nativePackagesPlugin, packageOfFile } from "./native-packages";

/** A project's code as one CommonJS file with its source map. */
export type BundledModules = {
  readonly modules: readonly string[];
  readonly code: Uint8Array;
  readonly sourceMap: Uint8Array;
  /** Installed files through which packages outside the bundled file are entered. */
  readonly packageEntries: ReadonlySet<string>;
  /** Bytes that each input file adds, by path: for size reports. */
  readonly bytesByInput: ReadonlyMap<string, number>;
  readonly warnings: readonly string[];
};

/**
 * Bundles the modules of a project. A package that cannot be bundled is left outside, and it is tried again.
 * @param options.externals how packages outside are referred to; `installed` makes a file that runs in place
 */
export async function bundleModules(options: {
  readonly projectDir: string;
  readonly config: Pick<ProjectConfig, "entry" | "external">;
  readonly externals: ExternalPaths;
}): Promise<BundledModules> {
  const { projectDir, config } = options;
  const modules = await findModules(projectDir, config.entry);
  const external = new Set(config.external);
  for (;;) {
    const packageEntries = new Set<string>();
    try {
      const result = await build(esbuildOptions(modules, external, packageEntries, options));
      const file = (name: string) => result.outputFiles!.find((output) => output.path.endsWith(name))!.contents;
      const [output] = Object.values(result.metafile!.outputs).filter((output) => output.entryPoint);
      return {
        modules,
        code: file(BUNDLE_FILES.entry),
        sourceMap: file(BUNDLE_FILES.sourceMap),
        packageEntries,
        bytesByInput: new Map(
          Object.entries(output?.inputs ?? {}).map(([input, { bytesInOutput }]) => [input, bytesInOutput]),
        ),
        warnings: result.warnings.map((warning) => toProblem(warning).message),
      };
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      const unbundleable = error.errors
        .map(({ location }) => (location ? packageOfFile(location.file) : undefined))
        .filter((name) => name !== undefined && !external.has(name));
      if (unbundleable.length === 0) throw new BuildError(error.errors.map(toProblem), error);
      for (const name of unbundleable) external.add(name!);
    }
  }
}

function esbuildOptions(
  modules: readonly string[],
  external: ReadonlySet<string>,
  entries: Set<string>,
  { projectDir, externals }: { projectDir: string; externals: ExternalPaths },
): BuildOptions {
  return {
    stdin: { contents: entrySource(modules), resolveDir: projectDir, sourcefile: "millrace-entry.js", loader: "js" },
    absWorkingDir: projectDir,
    outfile: join(projectDir, BUNDLE_FILES.entry),
    bundle: true,
    write: false,
    metafile: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    sourcemap: "external",
    sourcesContent: true,
    keepNames: true,
    charset: "utf8",
    logLevel: "silent",
    define: IMPORT_META_DEFINES,
    plugins: [nativePackagesPlugin({ external, paths: externals, entries }), importMetaPlugin(projectDir)],
  };
}
