import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Manifest, parseManifest } from "@millrace/core/manifest";
import { BUNDLE_FILES } from "@millrace/protocol";
import type { BundleSourceMap, LoadedBundle, MapStack } from "@millrace/runtime";
import { authorError } from "./author-error";
import type { BundledProject } from "./bundle-project";
import { rejection } from "./rejection";

/** A project whose definitions are loaded in this process. */
export type LoadedProject = {
  readonly manifest: Manifest;
  readonly bundle: LoadedBundle;
  readonly modules: readonly string[];
  /** All files that were read, relative to the project's folder. */
  readonly inputs: readonly string[];
  /** Maps errors of the author's functions to the author's source. */
  readonly mapStack: MapStack;
};

/** Loads a bundled project where it is installed and describes it. Errors have the author's source. */
export async function loadProject(projectDir: string, { here: bundled }: BundledProject): Promise<LoadedProject> {
  const runtime = await import("@millrace/runtime");
  const dir = join(projectDir, "node_modules", ".millrace", randomBytes(6).toString("hex"));
  await mkdir(dir, { recursive: true });
  try {
    await writeFile(join(dir, BUNDLE_FILES.entry), withProjectDirname(projectDir, bundled.code));
    await writeFile(join(dir, BUNDLE_FILES.sourceMap), bundled.sourceMap);
    const sourceMap = await runtime.bundleSourceMap(dir);
    const mapStack: MapStack = async (stack) => sourceMap.stack(stack);
    const { bundle, manifest } = await described(dir, runtime, sourceMap).catch(async (error: unknown) => {
      throw await authorError(error, mapStack);
    });
    const parsed = parseManifest(manifest);
    if ("problems" in parsed) throw rejection(parsed.problems);
    const inputs = [...bundled.bytesByInput.keys()];
    return { manifest: parsed.manifest, bundle, modules: bundled.modules, inputs, mapStack };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Runs the author's modules. Rethrows any error. */
async function described(dir: string, runtime: typeof import("@millrace/runtime"), sourceMap: BundleSourceMap) {
  const bundle = runtime.loadBundle(dir);
  const manifest = bundle.sdk.toManifest(bundle.definitions, { locate: (stack) => sourceMap.locate(stack) });
  return { bundle, manifest };
}

/**
 * Returns the code with the project's folder as its own: the file runs from another folder but reads data files of the
 * project.
 */
function withProjectDirname(projectDir: string, code: Uint8Array): string {
  return `"use strict";__dirname = ${JSON.stringify(projectDir)};${Buffer.from(code).toString("utf8")}`;
}
