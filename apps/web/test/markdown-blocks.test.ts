import { expect, test } from "vitest";
import { markdownBlocks } from "../src/components/shared/markdown-blocks";

test("a report becomes headings, paragraphs, lists, code and tables", () => {
  const report =
    "# Title\n\nOne **bold**\nline.\n\n- a\n- b\n\n| month | n |\n|---|--:|\n| 01 | 5 |\n\n```\nx | y\n```";
  expect(markdownBlocks(report)).toEqual([
    { kind: "heading", text: "Title" },
    { kind: "paragraph", text: "One **bold** line." },
    { kind: "list", items: ["a", "b"] },
    { kind: "table", columns: ["month", "n"], rows: [["01", "5"]] },
    { kind: "code", text: "x | y" },
  ]);
});

test("a text without marks, or with an open fence, ends", () => {
  expect(markdownBlocks("a | b")).toEqual([{ kind: "paragraph", text: "a | b" }]);
  expect(markdownBlocks("```\nopen")).toEqual([{ kind: "code", text: "open" }]);
  expect(markdownBlocks("")).toEqual([]);
});
