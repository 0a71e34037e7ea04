import { type Manifest, ManifestProblem } from "@millrace/core";
import { z } from "zod";
import { defineCommand } from "../command";
import { EXIT } from "../errors/exit-codes";
import { checkAgainstServer } from "../project/check-project";

const Answer = z.object({
  ok: z.boolean(),
  location: z.string(),
  counts: z.record(z.string(), z.int()),
  problems: z.array(ManifestProblem),
});

export const command = defineCommand({
  output: Answer,
  async run(context) {
    const project = await context.project();
    const { manifest, warnings: problems } = await context.output.stage(
      "check",
      () => checkAgainstServer(context, project),
      ({ manifest }) => summary(manifest),
    );
    return {
      ok: problems.every((problem) => problem.severity !== "error"),
      location: project.config.location,
      counts: counts(manifest),
      problems: [...problems],
    };
  },
  print(result, output) {
    for (const problem of result.problems) output.problem(problem);
  },
  exitCode: (result) => (result.ok ? EXIT.ok : EXIT.failed),
});

const counts = (manifest: Manifest) => ({
  assets: manifest.assets.length,
  checks: manifest.checks.length,
  jobs: manifest.jobs.length,
  schedules: manifest.schedules.length,
  sensors: manifest.sensors.length,
});

/** `4 assets, 1 job`. */
export function summary(manifest: Manifest): string {
  const parts = Object.entries(counts(manifest)).filter(([, count]) => count > 0);
  return (
    parts.map(([name, count]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`).join(", ") || "no definitions"
  );
}
