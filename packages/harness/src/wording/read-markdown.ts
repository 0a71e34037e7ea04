import { type Prose, withoutCode } from "./prose";

/** Returns the paragraphs, list items, headings, and table rows of a Markdown file, without its code blocks. */
export function readMarkdown(path: string, source: string): Prose[] {
  const found: Prose[] = [];
  let paragraph: { line: number; lines: string[] } | undefined;
  let fence: string | undefined;
  const end = () => {
    if (paragraph) found.push(prose(path, paragraph.line, paragraph.lines.join(" ")));
    paragraph = undefined;
  };
  for (const [index, raw] of source.split("\n").entries()) {
    const line = raw.trim();
    const mark = /^(```+|~~~+)/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
    } else if (mark) {
      end();
      fence = mark;
    } else if (line === "" || /^(\||#)/.test(line)) {
      end();
      if (line !== "" && !/^[|\s:-]+$/.test(line)) found.push(prose(path, index + 1, line));
    } else {
      if (/^([-*]|\d+\.) /.test(line)) end();
      paragraph ??= { line: index + 1, lines: [] };
      paragraph.lines.push(line);
    }
  }
  end();
  return found;
}

const prose = (path: string, line: number, text: string): Prose => ({
  path,
  line,
  kind: "document",
  text: withoutCode(text).replace(/\]\([^)]*\)/g, "]"),
});
