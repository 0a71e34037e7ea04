import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EXCEPTIONS, type Exception } from "./exceptions";
import { allows, type Finding, findingsIn } from "./findings";
import { MESSAGES, type Prose } from "./prose";
import { isSentence, readErrors, reorderedCodes } from "./read-errors";
import { readMarkdown } from "./read-markdown";
import { readSource } from "./read-source";
import { RULES } from "./rules";
import { type File, readFiles } from "./sources";
import { forbiddenTerms } from "./terms";

export type Wording = {
  /** Every text of the repository that a person reads. */
  readonly texts: readonly Prose[];
  readonly findings: readonly Finding[];
  /** Exceptions that no text needs. */
  readonly unusedExceptions: readonly Exception[];
  /** Messages of domain errors that aren't sentences, with their place. */
  readonly fragments: readonly string[];
  /** Error codes that consist of the same words in another order. */
  readonly reorderedCodes: readonly (readonly string[])[];
};

const GLOSSARY = "docs/glossary.md";
/** They list what must not be written. */
const GUIDES = new Set([GLOSSARY, "docs/voice.md"]);
/** Errors of the SDK continue the name of a definition: `asset "x": row 3: …`. */
const CONTINUED = "packages/sdk/";

/** Reads the repository at `root` and returns what breaks the voice guide and the glossary. */
export function checkWording(root: string): Wording {
  const files = readFiles(root);
  const texts = files.flatMap(textsOf);
  const rules = [...RULES, ...forbiddenTerms(readFileSync(join(root, GLOSSARY), "utf8"))];
  const unfiltered = findingsIn(texts, rules);
  const errors = files.flatMap(({ path, source, isTest }) =>
    isTest || !/\.tsx?$/.test(path) || !source.includes("new DomainError(") ? [] : readErrors(path, source),
  );
  return {
    texts,
    findings: findingsIn(texts, rules, EXCEPTIONS),
    unusedExceptions: EXCEPTIONS.filter(
      (exception) => !unfiltered.some(({ prose, rule }) => allows(exception, prose, rule)),
    ),
    fragments: errors
      .filter(({ path }) => !path.startsWith(CONTINUED))
      .flatMap(({ path, line, messages }) =>
        messages.filter((message) => !isSentence(message)).map((message) => `${path}:${line} ${message}`),
      ),
    reorderedCodes: reorderedCodes(errors.flatMap(({ code }) => code ?? [])),
  };
}

/** Returns true if a finding is in a text that must be clean: a message of the product or a document. */
export const isRequired = ({ prose: { kind }, rule }: Finding): boolean =>
  rule.level === "ban" && (kind === "document" || MESSAGES.includes(kind));

function textsOf({ path, source, isTest }: File): Prose[] {
  if (GUIDES.has(path)) return [];
  return path.endsWith(".md") ? readMarkdown(path, source) : readSource(path, source, isTest);
}
