import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import type { ManifestProblem } from "@millrace/core/manifest";
import type { GithubReport } from "../command";
import type { CliError, SourceExcerpt } from "../errors/cli-error";
import type { Output } from "./output";

const isWorkflow = (): boolean => process.env.GITHUB_ACTIONS === "true";

/**
 * Annotates the lines of an error and of its problems in the pull request. Writes to stderr, because stdout is data.
 */
export function annotateError({ message, source, problems }: CliError, output: Output): void {
  if (!isWorkflow()) return;
  output.errorLine(annotation("error", message, source));
  annotateProblems(problems, output);
}

export function annotateProblems(problems: readonly ManifestProblem[], output: Output): void {
  if (!isWorkflow()) return;
  for (const { severity, message, source } of problems) output.errorLine(annotation(severity, message, source));
}

/** Passes values and a summary to the GitHub workflow that runs this command, if any. */
export function reportToGithub({ outputs, summary }: GithubReport): void {
  const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_OUTPUT) appendFileSync(GITHUB_OUTPUT, Object.entries(outputs).map(outputEntry).join(""));
  if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `${summary}\n`);
}

/** Uses a random delimiter, so that a value can't set another output. */
function outputEntry([name, value]: [string, string]): string {
  const delimiter = `millrace_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

function annotation(severity: "error" | "warning", message: string, source: SourceExcerpt | undefined): string {
  const position = source && [
    `file=${escapeProperty(source.file)}`,
    ...(source.line === undefined ? [] : [`line=${source.line}`]),
    ...(source.column === undefined ? [] : [`col=${source.column}`]),
  ];
  return `::${severity}${position ? ` ${position.join(",")}` : ""}::${escapeData(message)}`;
}

const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
