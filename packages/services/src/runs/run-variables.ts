import { DomainError } from "@millrace/core";
import type { Manifest } from "@millrace/core/manifest";
import type { RunPlan } from "@millrace/core/plan";

/**
 * Refuses a run whose steps read variables that no one has set: it could only fail.
 * @throws DomainError `variables_missing`
 */
export function checkRunVariables(
  manifest: Manifest,
  plan: Pick<RunPlan, "steps">,
  variables: ReadonlySet<string>,
  deployment: { readonly name: string },
): void {
  const resources = resourcesOf(manifest, plan);
  const missing = manifest.env.filter(
    ({ name, optional, usedBy }) => !optional && !variables.has(name) && usedBy.some((it) => resources.has(it)),
  );
  const [first] = missing;
  if (!first) return;
  const names = missing.map(({ name, usedBy }) => `${name} (read by ${usedBy.join(", ")})`).join(", ");
  throw new DomainError(
    "conflict",
    "variables_missing",
    `Missing variables in ${deployment.name}: ${names}. Set them with: millrace env set ${first.name} --stdin --deployment ${deployment.name}`,
  );
}

function resourcesOf({ assets, ops }: Manifest, { steps }: Pick<RunPlan, "steps">): ReadonlySet<string> {
  const names = new Set(steps.map((step) => `${step.kind === "asset" ? "asset" : "op"} ${step.definition}`));
  return new Set([
    ...assets.filter((it) => names.has(`asset ${it.key}`)).flatMap((it) => it.resources),
    ...ops.filter((it) => names.has(`op ${it.name}`)).flatMap((it) => it.resources),
  ]);
}
