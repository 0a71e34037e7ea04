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

/** Converts an esbuild message to a problem that authors can act on. */
export function toProblem({ text, location }: Message): BuildProblem {
  const position = location
    ? { file: location.file, line: location.line, column: location.column + 1, lineText: location.lineText }
    : {};
  return { message: explain(text), ...position };
}

function explain(text: string): string {
  if (/top-level await/i.test(text)) {
    return "Top-level await isn't supported in a code location because definitions load synchronously. Move it into the asset, op, or resource that needs it.";
  }
  if (text.startsWith('Could not resolve "@millrace/sdk/bundle"')) {
    return "@millrace/sdk is not installed in this project: npm install <server>/packages/millrace-sdk.tgz";
  }
  const missing = /^Could not resolve "((?:@[a-z0-9][^/"]*\/)?[a-z0-9][^/":]*)[/"]/.exec(text)?.[1];
  return missing === undefined ? text : `${text}: is the package installed? npm install ${missing}`;
}
