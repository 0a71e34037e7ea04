import type { Finding } from "./findings";
import { workspaceOf } from "./sources";

/** How many comments and test titles of a workspace may still break a rule. Numbers in it only ever get smaller. */
export type Ratchet = Readonly<Record<string, number>>;

/** Returns the number of banned findings in comments and test titles by workspace, without workspaces that have none. */
export function countsOf(findings: readonly Finding[]): Ratchet {
  const counts = new Map<string, number>();
  for (const { prose, rule } of findings) {
    if (rule.level !== "ban" || (prose.kind !== "comment" && prose.kind !== "title")) continue;
    const name = workspaceOf(prose.path);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort());
}

/** Returns the workspaces that have more findings than the ratchet allows. */
export const exceeded = (ratchet: Ratchet, counts: Ratchet): string[] =>
  Object.entries(counts).flatMap(([name, count]) => {
    const allowed = ratchet[name] ?? 0;
    return count > allowed
      ? [
          `${name}: ${count} comments and test titles break a rule, ${allowed} are allowed. List: npm run wording -- ${name}`,
        ]
      : [];
  });

/** Returns the ratchet with every number lowered to the current one. */
export const lowered = (ratchet: Ratchet, counts: Ratchet): Ratchet =>
  Object.fromEntries(
    Object.entries(ratchet)
      .map(([name, allowed]) => [name, Math.min(allowed, counts[name] ?? 0)] as const)
      .filter(([, allowed]) => allowed > 0),
  );
