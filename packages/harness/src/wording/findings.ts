import type { Exception } from "./exceptions";
import type { Prose } from "./prose";
import type { Rule } from "./rules";

/** A text that breaks a rule, with the part that does. */
export type Finding = { readonly prose: Prose; readonly rule: Rule; readonly match: string };

/** Returns what breaks `rules` and isn't listed in `exceptions`. */
export function findingsIn(
  texts: readonly Prose[],
  rules: readonly Rule[],
  exceptions: readonly Exception[] = [],
): Finding[] {
  return texts.flatMap((prose) =>
    rules.flatMap((rule) => {
      if (rule.kinds && !rule.kinds.includes(prose.kind)) return [];
      const match = rule.pattern.exec(prose.text)?.[0].trim();
      if (match === undefined || exceptions.some((exception) => allows(exception, prose, rule))) return [];
      return [{ prose, rule, match }];
    }),
  );
}

/** Returns true if an exception is made for this text and rule. */
export const allows = (exception: Exception, prose: Prose, rule: Rule): boolean =>
  exception.rule === rule.name && prose.path.endsWith(`/${exception.file}`) && prose.text.includes(exception.text);

/** Characters of a text that are shown on each side of a match. */
const CONTEXT_CHARS = 50;

/** Returns a finding as a line that starts with its place: `docs/alerts.md:12 telling: "is told" in "…"`. */
export function findingText({ prose: { path, line, text }, rule, match }: Finding): string {
  const at = text.indexOf(match);
  const [start, end] = [Math.max(0, at - CONTEXT_CHARS), at + match.length + CONTEXT_CHARS];
  const excerpt = `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
  return `${path}:${line} ${rule.name}: "${match}" in "${excerpt}". Write: ${rule.instead}.`;
}
