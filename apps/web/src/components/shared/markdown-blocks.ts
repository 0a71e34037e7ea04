export type MarkdownBlock =
  | { kind: "heading" | "paragraph"; text: string }
  | { kind: "list"; items: string[] }
  | { kind: "code"; text: string }
  | { kind: "table"; columns: string[]; rows: string[][] };

const BULLET = /^\s*(?:[-*]|\d+\.)\s+/;
const RULE = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;

/** The blocks of a short report: headings, paragraphs, lists, code and tables. Everything else stays text. */
export function markdownBlocks(source: string): MarkdownBlock[] {
  const lines = source.split("\n");
  const blocks: MarkdownBlock[] = [];
  let index = 0;
  const takeWhile = (matches: (line: string) => boolean): string[] => {
    const from = index;
    while (index < lines.length && matches(lines[index] as string)) index++;
    return lines.slice(from, index);
  };
  while (index < lines.length) {
    const line = lines[index] as string;
    if (line.trim() === "") index++;
    else if (line.startsWith("```")) {
      index++;
      blocks.push({ kind: "code", text: takeWhile((each) => !each.startsWith("```")).join("\n") });
      index++;
    } else if (/^#{1,6}\s/.test(line)) {
      index++;
      blocks.push({ kind: "heading", text: line.replace(/^#+\s+/, "") });
    } else if (line.includes("|") && RULE.test((lines[index + 1] ?? "").trim())) {
      const [head, , ...rows] = takeWhile((each) => each.includes("|")).map(cells);
      blocks.push({ kind: "table", columns: head ?? [], rows });
    } else if (BULLET.test(line)) {
      blocks.push({
        kind: "list",
        items: takeWhile((each) => BULLET.test(each)).map((each) => each.replace(BULLET, "")),
      });
    } else {
      index++;
      const rest = takeWhile((each) => each.trim() !== "" && !/^(```|#{1,6}\s)/.test(each) && !BULLET.test(each));
      blocks.push({ kind: "paragraph", text: [line, ...rest].join(" ") });
    }
  }
  return blocks;
}

const cells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
