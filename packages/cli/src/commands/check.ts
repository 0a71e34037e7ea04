import { ManifestProblem } from "@millrace/core/manifest";
import { z } from "zod";
import { defineCommand } from "../command";
import { EXIT } from "../errors/exit-codes";
import { annotateProblems } from "../output/github";
import { definitionCounts, definitionSummary } from "../output/summary";
import { inspectForPush } from "../project/inspect-project";

const Answer = z.object({
  ok: z.boolean(),
  location: z.string(),
  /** Counts by kind. Empty if the project doesn't load. */
  counts: z.record(z.string(), z.int()),
  problems: z.array(ManifestProblem),
});

export const command = defineCommand({
  output: Answer,
  async run(context) {
    const project = await context.project();
    const { loaded, problems } = await context.output.stage(
      "check",
      () => inspectForPush(context, project),
      ({ loaded, problems }) =>
        [loaded && definitionSummary(loaded.manifest), countLabel(problems)].filter(Boolean).join(": "),
      ({ problems }) => isGood(problems),
    );
    annotateProblems(problems, context.output);
    return {
      ok: isGood(problems),
      location: await context.location(),
      counts: loaded ? definitionCounts(loaded.manifest) : {},
      problems: [...problems],
    };
  },
  print({ problems }, output) {
    for (const problem of problems) output.problem(problem);
  },
  exitCode: ({ ok }) => (ok ? EXIT.ok : EXIT.failed),
});

const isGood = (problems: readonly ManifestProblem[]): boolean =>
  problems.every((problem) => problem.severity !== "error");

/** Returns `2 errors, 1 warning`, or an empty string. */
function countLabel(problems: readonly ManifestProblem[]): string {
  const parts = (["error", "warning"] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return parts.join(", ");
}
