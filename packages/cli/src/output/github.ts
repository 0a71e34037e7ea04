import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import type { ManifestProblem } from "@millrace/core/manifest";
import type { GithubReport } from "../command";
import type { CliError, CodePlace } from "../errors/cli-error";
import type { Output } from "./output";

const isWorkflow = (): boolean => process.env.GITHUB_ACTIONS === "true";

/** Marks the lines of an error, and of what came with it, in the pull request. Goes to stderr: stdout is data. */
export function annotateError({ message, place, problems }: CliError, output: Output): void {
  if (!isWorkflow()) return;
  output.errorLine(annotation("error", message, place));
  annotateProblems(problems, output);
}

export function annotateProblems(problems: readonly ManifestProblem[], output: Output): void {
  if (!isWorkflow()) return;
  for (const { severity, message, source } of problems) output.errorLine(annotation(severity, message, source));
}

/** Hands values and a summary to the workflow that runs this, if one does. */
export function reportToGithub({ outputs, summary }: GithubReport): void {
  const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_OUTPUT) appendFileSync(GITHUB_OUTPUT, Object.entries(outputs).map(outputEntry).join(""));
  if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `${summary}\n`);
}

/** With a delimiter that no value can contain, so that a value cannot set another output. */
function outputEntry([name, value]: [string, string]): string {
  const delimiter = `millrace_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

function annotation(severity: "error" | "warning", message: string, place: CodePlace | undefined): string {
  const position = place && [
    `file=${escapeProperty(place.file)}`,
    ...(place.line === undefined ? [] : [`line=${place.line}`]),
    ...(place.column === undefined ? [] : [`col=${place.column}`]),
  ];
  return `::${severity}${position ? ` ${position.join(",")}` : ""}::${escapeData(message)}`;
}

const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
