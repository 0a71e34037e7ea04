import type { Project } from "../command-context";
import { type BundledProject, bundleProject } from "./bundle-project";
import { inspectProject } from "./inspect-project";
import type { LoadedProject } from "./load-project";
import { rejection } from "./rejection";

/** Loads a project and throws all the problems that the server would reject. */
export async function checkProject(
  project: Project,
  bundling: Promise<BundledProject> = bundleProject(project),
): Promise<LoadedProject> {
  const { loaded, problems } = await inspectProject(project, bundling);
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length > 0 || !loaded) throw rejection(errors, problems);
  return loaded;
}
