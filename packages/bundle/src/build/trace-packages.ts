import { lstat, readdir } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import { DomainError } from "@millrace/core";
import { nodeFileTrace } from "@vercel/nft";
import { bundledPath } from "./bundled-path";

/** Conditions by which Node 20.19 and later resolves `exports`, in addition to the importer's `require` or `import`. */
const CONDITIONS = ["node", "node-addons", "module-sync"];
const SHARED_LIBRARY = /\.(node|dylib|dll|so(\.\d+)*)$/;

/** Returns every installed file that external packages need at run time, by its path in the bundle. */
export async function tracePackages(entries: Iterable<string>, projectDir: string): Promise<Map<string, string>> {
  const roots = [...entries].sort();
  if (roots.length === 0) return new Map();
  const base = parse(projectDir).root;
  const trace = await nodeFileTrace(roots, { base, processCwd: projectDir, conditions: CONDITIONS });

  const files = new Map<string, string>();
  for (const traced of [...trace.fileList].sort()) {
    const file = join(base, traced);
    if (!file.includes("node_modules") || !(await lstat(file)).isFile()) continue;
    add(files, file);
    if (file.endsWith(".node")) await addLibrariesBeside(files, file);
  }
  return files;
}

/** Adds the shared libraries next to a native module, which loads them without `require`. */
async function addLibrariesBeside(files: Map<string, string>, nativeModule: string): Promise<void> {
  const dir = dirname(nativeModule);
  for (const name of await readdir(dir)) if (SHARED_LIBRARY.test(name)) add(files, join(dir, name));
}

function add(files: Map<string, string>, file: string): void {
  const path = bundledPath(file);
  const known = files.get(path);
  if (known && known !== file) {
    throw new DomainError(
      "invalid",
      "package_twice",
      `Two installed copies of the same package resolve to ${path} in the bundle:\n  ${known}\n  ${file}\nInstall only one version of it.`,
    );
  }
  files.set(path, file);
}
