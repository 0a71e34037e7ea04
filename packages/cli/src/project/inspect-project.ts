import { isAbsolute, relative, resolve } from "node:path";
import { isDomainError } from "@millrace/core";
import { type Manifest, type ManifestContext, type ManifestProblem, validateManifest } from "@millrace/core/manifest";
import { askKnownNames } from "../api/known-names";
import type { CommandContext, Project } from "../command-context";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { toCliError } from "../errors/report-error";
import { type BundledProject, bundleProject } from "./bundle-project";
import { type LoadedProject, loadProject } from "./load-project";

/** A project, loaded if possible, with all of its problems. */
export type InspectedProject = {
  readonly loaded: LoadedProject | undefined;
  readonly problems: readonly ManifestProblem[];
};

/** Loads a project and applies the server's rules to it. `ask` adds the names that only the server knows. */
export async function inspectProject(
  project: Project,
  bundling: Promise<BundledProject>,
  ask: (manifest: Manifest) => Promise<ManifestContext> = async () => ({}),
): Promise<InspectedProject> {
  const { projectDir } = project;
  let loaded: LoadedProject;
  try {
    loaded = await loadProject(projectDir, await bundling);
  } catch (error) {
    return { loaded: undefined, problems: problemsOf(error).map((it) => withCwdRelativePath(projectDir, it)) };
  }
  const problems = validateManifest(loaded.manifest, await ask(loaded.manifest));
  return { loaded, problems: problems.map((it) => withCwdRelativePath(projectDir, it)) };
}

/** Also builds the bundle that a push would send, and asks the server, if there is one. */
export async function inspectForPush(context: CommandContext, project: Project): Promise<InspectedProject> {
  const bundling = bundleProject(project);
  const inspected = await inspectProject(project, bundling, (manifest) => askKnownNames(context, project, manifest));
  if (!inspected.loaded) return inspected;
  return { ...inspected, problems: [...inspected.problems, ...(await problemsOfBundle(project, await bundling))] };
}

async function problemsOfBundle({ projectDir, config }: Project, { pushed }: BundledProject) {
  const { buildBundle } = await import("@millrace/bundle/build");
  try {
    return (await buildBundle({ projectDir, config, bundled: pushed })).warnings.map(bundleWarning);
  } catch (error) {
    return problemsOf(error);
  }
}

const bundleWarning = (message: string): ManifestProblem => ({ severity: "warning", code: "bundle_warning", message });

/** Returns the problems that the author has to fix. Any other error is rethrown. */
function problemsOf(error: unknown): ManifestProblem[] {
  if (!isDomainError(error) && !(error instanceof CliError && error.exitCode === EXIT.failed)) throw error;
  const { code, message, source, problems } = toCliError(error);
  const location = source && { file: source.file, line: source.line, column: source.column };
  return [{ severity: "error", code, message, ...(location ? { source: location } : {}) }, ...problems];
}

/** Returns the problem with its path relative to the working directory. */
function withCwdRelativePath(projectDir: string, problem: ManifestProblem): ManifestProblem {
  const { source } = problem;
  if (!source || isAbsolute(source.file)) return problem;
  return { ...problem, source: { ...source, file: relative(process.cwd(), resolve(projectDir, source.file)) } };
}
