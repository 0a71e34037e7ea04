import { MESSAGES } from "./prose";
import type { Rule } from "./rules";

/** Returns a rule for each synonym that the glossary forbids everywhere: those in bold in its column "not". */
export function forbiddenTerms(glossary: string): Rule[] {
  return glossary.split("\n").flatMap((line) => {
    const [, word = "", , not = ""] = line.split("|").map((cell) => cell.trim());
    return [...not.matchAll(/\*\*([^*]+)\*\*/g)].map(([, term = ""]) => ({
      name: "term",
      level: "ban" as const,
      pattern: new RegExp(`\\b${term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(s|d|ed|ing)?\\b`, "i"),
      instead: word,
      kinds: [...MESSAGES, "document" as const],
    }));
  });
}
