import { join } from "node:path";
import { BUNDLE_FILES, type ProjectConfig } from "@millrace/protocol";
import { type BuildOptions, type BuildResult, build } from "esbuild";
import { BuildError, isBuildFailure, toProblem } from "./build-error";
import { entrySource } from "./entry-source";
import { findModules } from "./find-modules";
import { IMPORT_META_BANNER, IMPORT_META_DEFINES, importMetaPlugin } from "./import-meta";
import { dropRedundantNames } from "./kept-names";
import { type ExternalPaths, nativePackagesPlugin, packageOfFile } from "./native-packages";

/** A project's code as one CommonJS file with its source map. */
export type BundledModules = {
  readonly modules: readonly string[];
  readonly code: Uint8Array;
  readonly sourceMap: Uint8Array;
  /** Installed files through which external packages are imported. */
  readonly packageEntries: ReadonlySet<string>;
  /** Bytes added by each input file, by path, for size reports. */
  readonly bytesByInput: ReadonlyMap<string, number>;
  readonly warnings: readonly string[];
};

export type BundleOptions = {
  readonly projectDir: string;
  readonly config: Pick<ProjectConfig, "entry" | "external">;
  /** How external packages are referred to. `installed` produces a file that runs in place. */
  readonly externals: ExternalPaths;
};

/** Input of one build attempt: the modules, and the packages left external. */
export type BuildAttempt = Pick<BundleOptions, "projectDir" | "externals"> & {
  readonly modules: readonly string[];
  readonly external: ReadonlySet<string>;
};
/** Runs esbuild and collects the installed files through which external packages are imported. */
export type RunBuild = (
  attempt: BuildAttempt,
) => Promise<{ readonly result: BuildResult; readonly packageEntries: ReadonlySet<string> }>;

const buildOnce: RunBuild = async (attempt) => {
  const packageEntries = new Set<string>();
  return { result: await build(esbuildOptions(attempt, packageEntries)), packageEntries };
};

/** Bundles the modules of a project. If a package can't be bundled, it is left external and the build is repeated. */
export async function bundleModules(options: BundleOptions, run: RunBuild = buildOnce): Promise<BundledModules> {
  const { projectDir, config, externals } = options;
  const modules = await findModules(projectDir, config.entry);
  const external = new Set(config.external);
  for (;;) {
    try {
      const { result, packageEntries } = await run({ projectDir, externals, modules, external });
      const file = (name: string) => result.outputFiles!.find((output) => output.path.endsWith(name))!.contents;
      const [output] = Object.values(result.metafile!.outputs).filter((output) => output.entryPoint);
      return {
        modules,
        code: dropRedundantNames(file(BUNDLE_FILES.entry)),
        sourceMap: file(BUNDLE_FILES.sourceMap),
        packageEntries,
        bytesByInput: new Map(
          Object.entries(output?.inputs ?? {}).map(([input, { bytesInOutput }]) => [input, bytesInOutput]),
        ),
        warnings: result.warnings.map((warning) => toProblem(warning, projectDir).message),
      };
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      const unbundleable = error.errors
        .map(({ location }) => (location ? packageOfFile(location.file) : undefined))
        .filter((name) => name !== undefined && !external.has(name));
      if (unbundleable.length === 0)
        throw new BuildError(
          error.errors.map((message) => toProblem(message, projectDir)),
          error,
        );
      for (const name of unbundleable) external.add(name!);
    }
  }
}

/**
 * Returns the options for esbuild.
 * @param entries collects the files through which external packages are imported
 */
export function esbuildOptions(
  { projectDir, externals, modules, external }: BuildAttempt,
  entries: Set<string>,
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
    // V8 stores a string with one byte per character only if all of it is Latin-1, and takes twice as long to load
    // other code.
    charset: "ascii",
    logLevel: "silent",
    define: IMPORT_META_DEFINES,
    banner: { js: IMPORT_META_BANNER },
    // Becomes `require`, which resolves in the bundle; nothing else does in the sandbox.
    supported: { "dynamic-import": false },
    plugins: [nativePackagesPlugin({ external, paths: externals, entries }), importMetaPlugin(projectDir)],
  };
}
