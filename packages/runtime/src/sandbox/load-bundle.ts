import { join } from "node:path";
import { BUNDLE_FILES, type BundledSdk, type BundleEntry, PROTOCOL_VERSION } from "@millrace/protocol";
import type { Definitions, Modules } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { compileCommonJs } from "./commonjs-script";
import { loadWithoutVariables } from "./load-environment";

/** A bundle with all modules loaded. */
export type LoadedBundle = {
  readonly sdk: BundledSdk;
  readonly definitions: Definitions;
  /** Returns V8's cache of the compiled bundle, including functions that have run. */
  codeCache(): Buffer;
  readonly codeCacheAccepted: boolean;
};

/** Runs `main.cjs` of an unpacked bundle, loads its modules, and collects their definitions. */
export function loadBundle(bundleDir: string): LoadedBundle {
  const script = compileCommonJs(join(bundleDir, BUNDLE_FILES.entry), join(bundleDir, BUNDLE_FILES.codeCache));
  const { modules, sdk } = loadWithoutVariables(() => script.run()) as Partial<BundleEntry>;
  if (!modules || !sdk)
    throw new StepError(
      "BAD_BUNDLE",
      `${BUNDLE_FILES.entry} is missing its modules or SDK export. Update the \`millrace\` CLI and push again.`,
    );
  if (sdk.protocolVersion !== PROTOCOL_VERSION) {
    throw new StepError(
      "PROTOCOL_MISMATCH",
      `The bundle uses protocol ${sdk.protocolVersion} (SDK ${sdk.sdkVersion}), but this platform requires ${PROTOCOL_VERSION}. Update @millrace/sdk and push again.`,
    );
  }
  const definitions = sdk.collectDefinitions(loadWithoutVariables(() => loadModules(modules))) as Definitions;
  return {
    sdk,
    definitions,
    codeCache: script.codeCache,
    codeCacheAccepted: script.codeCacheAccepted,
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
  // A file that imports a broken one fails with the same error.
  const more = others.filter(({ error }) => String(error) !== String(first.error));
  if (first.error instanceof Error && more.length > 0) {
    first.error.message += `\n${more.length} more ${more.length === 1 ? "file" : "files"} failed to load:\n${more.map(({ file, error }) => `  ${file}: ${error instanceof Error ? error.message : String(error)}`).join("\n")}`;
  }
  throw first.error;
}
