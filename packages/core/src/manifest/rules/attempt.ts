import { isDomainError } from "../../errors";
import { type ManifestProblem, problem, type Sourced } from "../problem";

/** What a check refuses, as a problem of who asked for it. */
export function attempt(code: string, who: string, by: Sourced, check: () => unknown): ManifestProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [problem("error", code, `${who}: ${error.message}`, by)];
  }
}
