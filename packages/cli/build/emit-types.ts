import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGES = fileURLToPath(new URL("../..", import.meta.url));
const TSC = join(PACKAGES, "../node_modules/typescript/bin/tsc");

/**
 * Emits the declarations of TypeScript entries and of all workspace code they reach, as files that need no workspace
 * packages: `@millrace/core` becomes a relative path.
 * @param kept workspace packages that the user installs, which keep their name
 * @returns declaration text by path, below `types/`; `types/<package>/src/index.d.ts` is a package's root
 */
export function emitTypes(entries: readonly string[], kept: ReadonlySet<string> = new Set()): Map<string, string> {
  const outDir = mkdtempSync(join(tmpdir(), "millrace-types-"));
  try {
    const config = join(outDir, "tsconfig.json");
    writeFileSync(config, JSON.stringify({ compilerOptions: compilerOptions(outDir), files: entries }));
    const result = spawnSync(process.execPath, [TSC, "-p", config], { cwd: PACKAGES, encoding: "utf8" });
    if (result.status !== 0) throw new Error(`tsc could not emit declarations:\n${result.stdout}${result.stderr}`);
    const files = readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".d.ts"));
    const paths = new Set(files.map((file) => file.split(sep).join("/")));
    return new Map(
      [...paths]
        .filter((path) => !kept.has(path.split("/")[0]!))
        .sort()
        .map((path) => [`types/${path}`, portable(path, readFileSync(join(outDir, path), "utf8"), paths, kept)]),
    );
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/**
 * `paths` makes workspace packages sources of the compilation, because nothing in `node_modules` is emitted. Every
 * entry is listed: a file first reached through `node_modules` might not be written.
 */
const compilerOptions = (outDir: string) => ({
  declaration: true,
  emitDeclarationOnly: true,
  strict: true,
  skipLibCheck: true,
  target: "ES2023",
  lib: ["ES2023"],
  module: "ESNext",
  moduleResolution: "Bundler",
  types: ["node"],
  typeRoots: [join(PACKAGES, "../node_modules/@types")],
  paths: Object.fromEntries([...ourEntries()].map(([specifier, file]) => [specifier, [join(PACKAGES, file)]])),
  rootDir: PACKAGES,
  outDir,
});

const SPECIFIER = /((?:from|import)\s*\(?\s*)"((?:\.{1,2}|@millrace)\/[^"]+)"/g;

function portable(path: string, text: string, paths: ReadonlySet<string>, kept: ReadonlySet<string>): string {
  return text.replaceAll(SPECIFIER, (whole, before: string, specifier: string) => {
    const target = specifier.startsWith("@millrace/")
      ? ownPackage(specifier, kept)
      : posix.join(dirname(path), specifier);
    if (target === undefined) return whole;
    const file = [`${target}.d.ts`, `${target}/index.d.ts`].find((candidate) => paths.has(candidate));
    if (!file) throw new Error(`${path} refers to ${specifier}, of which no declaration was emitted`);
    const from = relative(dirname(path), file.replace(/\.d\.ts$/, ".js"))
      .split(sep)
      .join("/");
    return `${before}"${from.startsWith(".") ? from : `./${from}`}"`;
  });
}

/** Maps `@millrace/core/cron` to `core/src/cron/parse-cron`. Undefined for a package that keeps its name. */
function ownPackage(specifier: string, kept: ReadonlySet<string>): string | undefined {
  if (kept.has(specifier.split("/")[1] ?? "")) return undefined;
  return ourEntries().get(specifier)?.replace(/\.ts$/, "") ?? specifier;
}

let entriesOfOurs: ReadonlyMap<string, string> | undefined;

/** Returns the source file, below `packages/`, of each specifier that workspace packages export. */
function ourEntries(): ReadonlyMap<string, string> {
  entriesOfOurs ??= new Map(readdirSync(PACKAGES).flatMap(entriesOf));
  return entriesOfOurs;
}

function entriesOf(folder: string): (readonly [specifier: string, file: string])[] {
  const manifest = join(PACKAGES, folder, "package.json");
  if (!existsSync(manifest)) return [];
  const { name, exports = {} } = JSON.parse(readFileSync(manifest, "utf8")) as PackageManifest;
  return Object.entries(exports)
    .filter(([, file]) => /\.tsx?$/.test(file))
    .map(([subpath, file]) => [posix.join(name, subpath), posix.join(folder, file)]);
}

type PackageManifest = { readonly name: string; readonly exports?: Readonly<Record<string, string>> };

/** Returns the source file of a package's entry. */
export function sourceOf(name: string, entry = "index"): string {
  const file = join(PACKAGES, name, "src", `${entry}.ts`);
  if (!existsSync(file)) throw new Error(`${file} is missing`);
  return file;
}
