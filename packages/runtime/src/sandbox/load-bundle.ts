import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { constants, Script } from "node:vm";
import { BUNDLE_FILES, type BundledSdk, type BundleEntry, PROTOCOL_VERSION } from "@millrace/protocol";
import type { Definitions, Modules } from "@millrace/sdk";
import { StepError } from "../errors/step-error";

/** A bundle whose modules have all been loaded. */
export type LoadedBundle = {
  readonly sdk: BundledSdk;
  readonly definitions: Definitions;
  /** V8's cache of the compiled bundle, functions that ran included. */
  codeCache(): Buffer;
  readonly codeCacheAccepted: boolean;
};

/** Runs `main.cjs` of an unpacked bundle, loads its modules and collects their definitions. */
export function loadBundle(bundleDir: string): LoadedBundle {
  const filename = join(bundleDir, BUNDLE_FILES.entry);
  const cachedData = readIfThere(join(bundleDir, BUNDLE_FILES.codeCache));
  const source = readFileSync(filename, "utf8");
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename,
    ...(cachedData ? { cachedData } : {}),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} as Partial<BundleEntry> };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
  const { modules, sdk } = module.exports;
  if (!modules || !sdk)
    throw new StepError(
      "BAD_BUNDLE",
      `${BUNDLE_FILES.entry} exports no modules or no sdk: push again with a current \`millrace\``,
    );
  if (sdk.protocolVersion !== PROTOCOL_VERSION) {
    throw new StepError(
      "PROTOCOL_MISMATCH",
      `the bundle speaks protocol ${sdk.protocolVersion} (SDK ${sdk.sdkVersion}), this platform ${PROTOCOL_VERSION}: update @millrace/sdk and push again`,
    );
  }
  const definitions = sdk.collectDefinitions(loadModules(modules)) as Definitions;
  return {
    sdk,
    definitions,
    codeCache: () => script.createCachedData(),
    codeCacheAccepted: cachedData !== undefined && script.cachedDataRejected !== true,
  };
}

function loadModules(modules: BundleEntry["modules"]): Modules {
  const loaded: Record<string, Readonly<Record<string, unknown>>> = {};
  const failures: { file: string; error: unknown }[] = [];
  for (const [file, load] of Object.entries(modules)) {
    try {
      loaded[file] = load();
    } catch (error) {
      failures.push({ file, error });
    }
  }
  const [first, ...others] = failures;
  if (!first) return loaded;
  // A file that imports a broken one fails with the same words.
  const more = others.filter(({ error }) => String(error) !== String(first.error));
  if (first.error instanceof Error && more.length > 0) {
    first.error.message += `\n${more.length} more ${more.length === 1 ? "file" : "files"} failed to load:\n${more.map(({ file, error }) => `  ${file}: ${error instanceof Error ? error.message : String(error)}`).join("\n")}`;
  }
  throw first.error;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
