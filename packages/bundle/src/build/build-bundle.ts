import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { bytesText, DomainError, LIMITS } from "@millrace/core";
import { BUNDLE_FILES, type ProjectConfig } from "@millrace/protocol";
import { type PackEntry, type PackedBundle, packBundle } from "../archive/pack-bundle";
import { type BundledModules, bundleModules } from "./bundle-modules";
import { findDataReferences } from "./data-references";
import { findDataFiles } from "./find-modules";
import { tracePackages } from "./trace-packages";

/** A bundle ready to push. */
export type BuiltBundle = PackedBundle & {
  readonly modules: readonly string[];
  /** Largest parts, by package or file, in unpacked bytes. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[];
  readonly warnings: readonly string[];
};

/**
 * Builds a project's bundle: its modules as one file with a source map, installed packages with native code, and
 * declared data files. The same input produces the same bytes.
 */
export async function buildBundle(options: {
  readonly projectDir: string;
  readonly config: Pick<ProjectConfig, "entry" | "external" | "data">;
  /** The bundled modules, if they are already built. */
  readonly bundled?: BundledModules | undefined;
}): Promise<BuiltBundle> {
  const projectDir = resolve(options.projectDir);
  const bundled =
    options.bundled ?? (await bundleModules({ projectDir, config: options.config, externals: "bundled" }));
  const packages = await tracePackages(bundled.packageEntries, projectDir);
  const declared = await findDataFiles(projectDir, options.config.data);
  const isDeclared = (path: string) =>
    declared.has(path) || [...declared.keys()].some((it) => it.startsWith(`${path}/`));
  const referenced = await findDataReferences(projectDir, bundled.bytesByInput.keys(), isDeclared);
  const data = [...declared, ...referenced.files].sort(([a], [b]) => (a < b ? -1 : 1));

  const entries: PackEntry[] = [
    { path: BUNDLE_FILES.entry, content: bundled.code },
    { path: BUNDLE_FILES.sourceMap, content: bundled.sourceMap },
    ...[...packages, ...data].map(([path, file]) => ({ path, file })),
  ];
  const sizes = await sizesByName(entries, bundled.bytesByInput);
  assertSize("unpacked", await totalBytes(entries), LIMITS.bundleUnpackedBytesMax, sizes);
  const packed = await packBundle(entries);
  assertSize("packed", packed.archive.byteLength, LIMITS.bundlePackedBytesMax, sizes);
  return {
    ...packed,
    modules: bundled.modules,
    largest: sizes.slice(0, 10),
    warnings: [...bundled.warnings, ...referenced.warnings, ...platformWarnings(packages)],
  };
}

async function sizesByName(entries: readonly PackEntry[], bytesByInput: ReadonlyMap<string, number>) {
  const sizes = new Map<string, number>();
  const add = (path: string, bytes: number) => sizes.set(nameOf(path), (sizes.get(nameOf(path)) ?? 0) + bytes);
  for (const [input, bytes] of bytesByInput) add(input, bytes);
  for (const entry of entries) if ("file" in entry) add(entry.path, (await stat(entry.file)).size);
  return [...sizes].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

function nameOf(path: string): string {
  const match = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules\/)/.exec(path);
  return match ? match[1]! : path;
}

async function totalBytes(entries: readonly PackEntry[]): Promise<number> {
  let total = 0;
  for (const entry of entries) total += "file" in entry ? (await stat(entry.file)).size : entry.content.byteLength;
  return total;
}

function assertSize(
  state: "packed" | "unpacked",
  bytes: number,
  max: number,
  largest: readonly { name: string; bytes: number }[],
): void {
  if (bytes <= max) return;
  const [code, limit] =
    state === "packed"
      ? ["bundle_too_large", "bundlePackedBytesMax"]
      : ["bundle_unpacked_too_large", "bundleUnpackedBytesMax"];
  const parts = largest.slice(0, 5).map((part) => `${part.name} ${bytesText(part.bytes)}`);
  throw new DomainError(
    "invalid",
    code!,
    `The bundle has ${bytesText(bytes)} ${state}; the limit (${limit}) is ${bytesText(max)}. Largest parts: ${parts.join(", ")}. Remove files from \`data\`, or fetch them at run time.`,
  );
}

function platformWarnings(packages: ReadonlyMap<string, string>): string[] {
  const isNative = [...packages.keys()].some((path) => path.endsWith(".node"));
  if (!isNative || process.platform === "linux") return [];
  return [
    `The bundle contains native code for ${process.platform}-${process.arch} only, which a Linux server can't load. Push from Linux (CI) or install the Linux packages too: npm install --os=linux --cpu=x64`,
  ];
}
