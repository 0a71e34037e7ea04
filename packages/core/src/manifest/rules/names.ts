import { didYouMeanText } from "../../did-you-mean";
import type { ConflictingKey, ManifestContext } from "../context";
import { definitionEntries } from "../definition-entries";
import type { Manifest } from "../manifest";
import { type ManifestProblem, problem, type Sourced } from "../problem";

/** Owners that the organization does not have; each is named once. */
export function unknownOwners(manifest: Manifest, { teams, members }: ManifestContext): ManifestProblem[] {
  const users = new Map<string, { who: string; by: Sourced }>();
  for (const { kind, key, owners, data } of definitionEntries(manifest)) {
    for (const owner of owners) if (!users.has(owner)) users.set(owner, { who: `${kind} "${key}"`, by: data });
  }
  return [...users].flatMap(([owner, { who, by }]) => {
    const isTeam = owner.startsWith("team:");
    const known = isTeam ? teams : members;
    const name = isTeam ? owner.slice("team:".length) : owner.toLowerCase();
    if (!known || known.has(name)) return [];
    const hint = didYouMeanText(name, known);
    const what = isTeam ? "team" : "member";
    return [
      problem(
        "warning",
        "owner_not_found",
        `${who} has unknown owner ${owner}: no ${what} named "${name}".${hint}`,
        by,
      ),
    ];
  });
}

/** Variables that the code needs and the deployment does not have. */
export function missingVariables(manifest: Manifest, { variables, deployment }: ManifestContext): ManifestProblem[] {
  if (!variables) return [];
  const where = deployment === undefined ? "" : ` --deployment ${deployment}`;
  return manifest.env
    .filter((reference) => !reference.optional && !variables.has(reference.name))
    .map(({ name, usedBy }) => {
      const by = usedBy.length > 0 ? ` (read by ${usedBy.join(", ")})` : "";
      const hint = didYouMeanText(name, variables);
      const message = `Variable ${name}${by} isn't set.${hint} Set it with: millrace env set ${name} --stdin${where}`;
      return problem("warning", "variable_missing", message);
    });
}

/** Keys that another code location of the deployment has. */
export function conflictingKeys(manifest: Manifest, { taken = [] }: ManifestContext): ManifestProblem[] {
  const sources = new Map(
    definitionEntries(manifest).map(({ kind, key, data }) => [`${kind} ${key}`, data as Sourced]),
  );
  return taken.flatMap((it) => {
    const own = sources.get(`${it.kind} ${it.key}`);
    return own ? [problem("error", "definition_key_taken", keyTakenMessage(it), own)] : [];
  });
}

/** Why a version cannot become active: another location has one of its keys. */
export const keyTakenMessage = ({ kind, key, location }: ConflictingKey): string =>
  `The ${kind} "${key}" is already defined by code location "${location}" in this deployment. Rename it${kind === "asset" ? `, or use externalAsset("${key}", …) to depend on the other location's` : ""}`;

/** Jobs and assets whose failures a policy counts, and that would be gone: it would wait for ever. */
export function unwatchedSubjects(manifest: Manifest, { watched = [] }: ManifestContext): ManifestProblem[] {
  const names = {
    job: new Set(manifest.jobs.map(({ name }) => name)),
    asset: new Set(manifest.assets.filter(({ external }) => !external).map(({ key }) => key)),
  };
  return watched
    .filter(({ kind, key }) => !names[kind].has(key))
    .map(({ policy, kind, key }) => {
      const hint = didYouMeanText(key, names[kind]);
      const message = `The alert policy "${policy}" monitors the ${kind} "${key}", which is no longer defined.${hint}`;
      return problem("warning", "alert_subject_removed", message);
    });
}
