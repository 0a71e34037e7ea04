import type { BundledModules, Bundler } from "@millrace/bundle/build";
import type { ProjectConfig } from "@millrace/protocol";

type Sources = { readonly projectDir: string; readonly config: ProjectConfig };

/** A project's modules as they are pushed, and as they run here. They are the same unless packages stay external. */
export type BundledProject = { readonly pushed: BundledModules; readonly here: BundledModules };

/** Bundles a project once for all uses. A persistent bundler is faster the next time. */
export async function bundleProject({ projectDir, config }: Sources, bundler?: Bundler): Promise<BundledProject> {
  const bundle = bundler ? bundler.bundle : (await import("@millrace/bundle/build")).bundleModules;
  const pushed = await bundle({ projectDir, config, externals: "bundled" });
  if (pushed.packageEntries.size === 0) return { pushed, here: pushed };
  return { pushed, here: await bundle({ projectDir, config, externals: "installed" }) };
}
