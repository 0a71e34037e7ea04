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

/** A project, loaded if it can be, with everything that is wrong with it. */
export type InspectedProject = {
  readonly loaded: LoadedProject | undefined;
  readonly problems: readonly ManifestProblem[];
};

/** Loads a project and applies the server's rules to it; `ask` adds what only the server knows. */
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

/** Also builds the bundle that a push would send, and asks the server, where there is one. */
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

/** What the author has to correct; anything else is thrown on. */
function problemsOf(error: unknown): ManifestProblem[] {
  if (!isDomainError(error) && !(error instanceof CliError && error.exitCode === EXIT.failed)) throw error;
  const { code, message, place, problems } = toCliError(error);
  const source = place && { file: place.file, line: place.line, column: place.column };
  return [{ severity: "error", code, message, ...(source ? { source } : {}) }, ...problems];
}

/** A path in the project as the author's shell would find it. */
function withCwdRelativePath(projectDir: string, problem: ManifestProblem): ManifestProblem {
  const { source } = problem;
  if (!source || isAbsolute(source.file)) return problem;
  return { ...problem, source: { ...source, file: relative(process.cwd(), resolve(projectDir, source.file)) } };
}
