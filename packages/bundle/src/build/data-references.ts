import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Files of the project that its modules refer to, and warnings about references that a bundle can't satisfy. */
export type DataReferences = {
  /** Paths on disk, by their path in the bundle. */
  readonly files: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
};

const TEXT = String.raw`(["'\x60])(\.{1,2}/[^"'\x60$\n]*)\1`;
/** `new URL("../data/x.csv", import.meta.url)` and `join(import.meta.dirname, "../data/x.csv")`. */
const REFERENCES = [
  new RegExp(String.raw`new\s+URL\(\s*${TEXT}\s*,\s*import\.meta\.url\s*\)`, "g"),
  new RegExp(String.raw`(?:join|resolve)\(\s*import\.meta\.dirname\s*,\s*${TEXT}\s*\)`, "g"),
];

/**
 * Finds the files that modules refer to by a literal path next to `import.meta`. They belong to the bundle, declared or
 * not: in the sandbox there is nothing else.
 * @param inputs paths of the bundle's modules, relative to the project
 * @param isDeclared returns true for a path below a folder that \`data\` declares
 */
export async function findDataReferences(
  projectDir: string,
  inputs: Iterable<string>,
  isDeclared: (path: string) => boolean,
): Promise<DataReferences> {
  const files = new Map<string, string>();
  const warnings: string[] = [];
  for (const input of inputs) {
    if (input.startsWith("..") || input.includes("node_modules/") || !existsSync(join(projectDir, input))) continue;
    const code = await readFile(join(projectDir, input), "utf8");
    if (!code.includes("import.meta")) continue;
    for (const { index, path } of REFERENCES.flatMap((pattern) => found(code, pattern))) {
      const file = resolve(projectDir, dirname(input), path);
      const inBundle = relative(projectDir, file).split(sep).join("/");
      if (isDeclared(inBundle)) continue;
      const place = `${input}:${code.slice(0, index).split("\n").length}`;
      const problem = problemOf(file, inBundle);
      if (problem === undefined) files.set(inBundle, file);
      else warnings.push(`${place}: "${path}" won't be in the bundle: ${problem}`);
    }
  }
  return { files, warnings };
}

const found = (code: string, pattern: RegExp) =>
  [...code.matchAll(pattern)].map((match) => ({ index: match.index, path: match[2] as string }));

function problemOf(file: string, inBundle: string): string | undefined {
  if (inBundle.startsWith("..")) return "it is outside the project. Copy it into the project.";
  if (!existsSync(file)) return "file not found. Create it, or declare it under `data` in millrace.config.ts.";
  if (statSync(file).isFile()) return undefined;
  return `it is a folder. Declare its files: data: ["${inBundle}/**"] in millrace.config.ts.`;
}
