import { expect, test } from "vitest";
import { findingsIn } from "./findings";
import { exceeded, lowered } from "./ratchet";
import { isSentence, readErrors, reorderedCodes } from "./read-errors";
import { readMarkdown } from "./read-markdown";
import { forbiddenTerms } from "./terms";

test("reads paragraphs, items, and rows of Markdown, without code", () => {
  const source = `# Title

A sentence that
goes over lines with \`code\` and a [link](to.md).

| a | b |
|---|---|
| c | d |

- one
- two
  continued

\`\`\`ts
const skipped = "all of this";
\`\`\``;
  expect(readMarkdown("a.md", source).map(({ line, text }) => `${line}: ${text}`)).toEqual([
    "1: # Title",
    "3: A sentence that goes over lines with `…` and a [link].",
    "6: | a | b |",
    "8: | c | d |",
    "10: - one",
    "11: - two continued",
  ]);
});

test("finds errors whose messages are fragments", () => {
  const source = `new DomainError("conflict", "slug_taken", taken ? \`the slug \${slug} is taken\` : "The slug is reserved.");`;
  const [error] = readErrors("a.ts", source);
  expect(error).toMatchObject({ code: "slug_taken", line: 1 });
  expect(error?.messages.map(isSentence)).toEqual([false, true]);
});

test("finds error codes of the same words", () => {
  expect(reorderedCodes(["limit_invalid", "run_not_found", "invalid_limit", "limit_invalid"])).toEqual([
    ["invalid_limit", "limit_invalid"],
  ]);
});

test("forbids the synonyms that the glossary has in bold, in messages", () => {
  const rules = forbiddenTerms("| word | meaning | not |\n|---|---|---|\n| re-run | again | replay, **re-execute** |");
  const prose = { path: "a.ts", line: 1, text: "Re-executes the replay" };
  expect(findingsIn([{ ...prose, kind: "string" }], rules).map(({ match }) => match)).toEqual(["Re-executes"]);
  expect(findingsIn([{ ...prose, kind: "comment" }], rules)).toEqual([]);
});

test("the ratchet allows no more than it did, and only gets smaller", () => {
  const ratchet = { "packages/a": 3, "packages/b": 1 };
  expect(exceeded(ratchet, { "packages/a": 4, "packages/b": 1, "packages/c": 1 })).toHaveLength(2);
  expect(lowered(ratchet, { "packages/a": 2, "packages/c": 1 })).toEqual({ "packages/a": 2 });
});
