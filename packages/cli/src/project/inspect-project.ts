import { isAbsolute, relative, resolve } from "node:path";
import { isDomainError, type Manifest, type ManifestProblem, validateManifest } from "@millrace/core";
import { askKnownNames } from "../api/known-names";
import type { CommandContext, Project } from "../command-context";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { toCliError } from "../errors/report-error";
import { type LoadedProject, loadProject } from "./load-project";

/** A project, loaded if it can be, with everything that is wrong with it. */
export type InspectedProject = {
  readonly loaded: LoadedProject | undefined;
  readonly problems: readonly ManifestProblem[];
};

/** Loads a project and applies the server's rules to it; `ask` adds what only the server knows. */
export async function inspectProject(
  project: Project,
  ask: (manifest: Manifest) => Promise<readonly ManifestProblem[]> = async (manifest) => validateManifest(manifest),
): Promise<InspectedProject> {
  const fromHere = (problem: ManifestProblem) => withPlaceFromHere(project.projectDir, problem);
  try {
    const loaded = await loadProject(project.projectDir, project.config);
    return { loaded, problems: (await ask(loaded.manifest)).map(fromHere) };
  } catch (error) {
    return { loaded: undefined, problems: problemsOf(error).map(fromHere) };
  }
}

/** Also builds the bundle that a push would send, and asks the server, where there is one. */
export async function inspectForPush(context: CommandContext, project: Project): Promise<InspectedProject> {
  const { projectDir, config } = project;
  const { buildBundle } = await import("@millrace/bundle/build");
  const [inspected, bundle] = await Promise.allSettled([
    inspectProject(project, async (manifest) =>
      validateManifest(manifest, await askKnownNames(context, project, manifest)),
    ),
    buildBundle({ projectDir, config }),
  ]);
  if (inspected.status === "rejected") throw inspected.reason;
  const { loaded, problems } = inspected.value;
  // What cannot be loaded cannot be bundled, for the same reason.
  if (!loaded) return inspected.value;
  const ofBundle = bundle.status === "rejected" ? problemsOf(bundle.reason) : bundle.value.warnings.map(bundleWarning);
  return { loaded, problems: [...problems, ...ofBundle] };
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
function withPlaceFromHere(projectDir: string, problem: ManifestProblem): ManifestProblem {
  const { source } = problem;
  if (!source || isAbsolute(source.file)) return problem;
  return { ...problem, source: { ...source, file: relative(process.cwd(), resolve(projectDir, source.file)) } };
}
