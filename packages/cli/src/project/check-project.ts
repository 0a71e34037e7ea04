import { relative, resolve } from "node:path";
import { type ManifestProblem, validateManifest } from "@millrace/core";
import { type AskedNames, askKnownNames } from "../api/known-names";
import type { CommandContext, Project } from "../command-context";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { type LoadedProject, loadProject } from "./load-project";

/** Loads a project and refuses what the server would refuse, all of it at once. */
export async function checkProject(project: Project): Promise<LoadedProject> {
  const loaded = await loadProject(project.projectDir, project.config);
  refuse(problemsOf(project, loaded));
  return loaded;
}

/** Also asks the server for what only it knows: owners, variables, keys of other locations. Warnings are returned. */
export async function checkAgainstServer(
  context: CommandContext,
  project: Project,
): Promise<LoadedProject & { readonly warnings: readonly ManifestProblem[] }> {
  const loaded = await loadProject(project.projectDir, project.config);
  const problems = problemsOf(project, loaded, await askKnownNames(context, loaded.manifest));
  refuse(problems);
  return { ...loaded, warnings: problems };
}

function problemsOf({ projectDir }: Project, { manifest }: LoadedProject, asked?: AskedNames): ManifestProblem[] {
  const found = [...validateManifest(manifest, asked?.context), ...(asked?.problems ?? [])];
  return found.map((problem) => {
    if (!problem.source) return problem;
    return { ...problem, source: { ...problem.source, file: fromHere(projectDir, problem.source.file) } };
  });
}

/** A path in the project as the author's shell would find it. */
const fromHere = (projectDir: string, file: string): string => relative(process.cwd(), resolve(projectDir, file));

function refuse(problems: readonly ManifestProblem[]): void {
  const errors = problems.filter((problem) => problem.severity === "error");
  const [first] = errors;
  if (!first) return;
  throw new CliError(EXIT.failed, first.code, first.message, {
    place: first.source,
    problems: [...errors.slice(1), ...problems.filter((problem) => problem.severity === "warning")],
  });
}
