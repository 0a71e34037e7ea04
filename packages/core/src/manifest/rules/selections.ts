import { isDomainError } from "../../errors";
import { selectedAssets } from "../../plan/plan-run";
import type { Manifest } from "../manifest";
import { type ManifestProblem, problem } from "../problem";

/** Selections of jobs that cannot be read (an error) or pick nothing (a warning). */
export function badSelections(manifest: Manifest): ManifestProblem[] {
  return manifest.jobs.flatMap((job) => {
    if (job.select === undefined) return [];
    try {
      selectedAssets(manifest, job.select);
      return [];
    } catch (error) {
      if (!isDomainError(error)) throw error;
      const severity = error.code === "selection_empty" ? "warning" : "error";
      return [problem(severity, error.code, `job "${job.name}": ${error.message}`, job)];
    }
  });
}
