import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { DomainError } from "@millrace/core";
import type { BuildFailure, Message } from "esbuild";

/** A position in the author's code that prevents bundling. Lines and columns count from 1. */
export type BuildProblem = {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly lineText?: string;
};

/** Error for code that can't be bundled, with all of its problems. */
export class BuildError extends DomainError {
  readonly problems: readonly BuildProblem[];
  constructor(problems: readonly BuildProblem[], cause: unknown) {
    const first = problems[0];
    const where = first?.file ? `${first.file}:${first.line}:${first.column}: ` : "";
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    super("invalid", "bundle_failed", `${where}${first?.message ?? "esbuild failed"}${more}`, { cause });
    this.problems = problems;
  }
}

export const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && Array.isArray((error as { errors?: unknown }).errors);

/**
 * Converts an esbuild message to a problem that authors can act on.
 * @param projectDir the folder that the message's files are relative to
 */
export function toProblem({ text, location }: Message, projectDir: string): BuildProblem {
  const position = location
    ? { file: location.file, line: location.line, column: location.column + 1, lineText: location.lineText }
    : {};
  return { message: explain(text, dirname(join(projectDir, location?.file ?? "."))), ...position };
}

function explain(text: string, importerDir: string): string {
  if (/top-level await/i.test(text)) {
    return "Top-level await isn't supported in a code location because definitions load synchronously. Move it into the asset, op, or resource that needs it.";
  }
  if (text.startsWith('Could not resolve "@millrace/sdk/bundle"')) {
    return "@millrace/sdk is not installed in this project: npm install <server>/packages/millrace-sdk.tgz";
  }
  const missing = /^Could not resolve "((?:@[a-z0-9][^/"]*\/)?[a-z0-9][^/":]*)[/"]/.exec(text)?.[1];
  if (missing === undefined) return text;
  const dir = installedDir(missing, importerDir);
  if (dir === undefined) return `${text}: is the package installed? npm install ${missing}`;
  return `${text}: the package is installed, but the file that its package.json names doesn't exist. Build it first: npm run build in ${realpathSync(dir)}`;
}

/** Returns where a package is installed for a file in `fromDir`, or undefined. */
function installedDir(name: string, fromDir: string): string | undefined {
  for (let dir = fromDir; ; dir = dirname(dir)) {
    const found = join(dir, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (dirname(dir) === dir) return undefined;
  }
}
