import { type BuildContext, context } from "esbuild";
import {
  type BundledModules,
  type BundleOptions,
  bundleModules,
  esbuildOptions,
  type RunBuild,
} from "./bundle-modules";

/** Bundles a project repeatedly without parsing unchanged files again. */
export type Bundler = {
  bundle(options: BundleOptions): Promise<BundledModules>;
  close(): Promise<void>;
};

type Held = { readonly context: BuildContext; readonly packageEntries: Set<string> };

export function createBundler(): Bundler {
  /**
   * Contexts by how external packages are referred to. One is replaced when the modules or the external packages
   * change.
   */
  const held = new Map<string, Held & { readonly key: string }>();

  const run: RunBuild = async (attempt) => {
    const key = JSON.stringify([attempt.projectDir, attempt.modules, [...attempt.external]]);
    let found = held.get(attempt.externals);
    if (found?.key !== key) {
      await found?.context.dispose();
      const packageEntries = new Set<string>();
      found = { key, packageEntries, context: await context(esbuildOptions(attempt, packageEntries)) };
      held.set(attempt.externals, found);
    }
    found.packageEntries.clear();
    const result = await found.context.rebuild();
    return { result, packageEntries: new Set(found.packageEntries) };
  };

  return {
    bundle: (options) => bundleModules(options, run),
    async close() {
      await Promise.all([...held.values()].map((it) => it.context.dispose()));
      held.clear();
    },
  };
}
