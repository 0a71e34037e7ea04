import type { Comment } from "oxc-parser";
import { type Prose, withoutCode } from "./prose";

/** Returns the comments of a file. Line comments that follow each other are one text. */
export function readComments(
  path: string,
  source: string,
  comments: readonly Comment[],
  lineOf: (offset: number) => number,
): Prose[] {
  const groups: Comment[][] = [];
  for (const comment of comments) {
    const last = groups.at(-1)?.at(-1);
    const isNext =
      last?.type === "Line" && comment.type === "Line" && source.slice(last.end, comment.start).trim() === "";
    if (isNext) groups.at(-1)?.push(comment);
    else groups.push([comment]);
  }
  return groups.flatMap((group) => {
    const text = prose(group.map(({ value }) => value).join("\n"));
    const start = group[0]?.start ?? 0;
    return / /.test(text) ? [{ path, line: lineOf(start), kind: "comment" as const, text }] : [];
  });
}

/** Returns the words of a comment: without stars, examples, instructions for tools, and code. */
function prose(comment: string): string {
  const text = comment
    .replace(/^\s*\*( |$)/gm, "")
    .replace(/^\s*(biome-ignore|@ts-|#__PURE__|<reference).*/gm, "")
    .replace(/@example[\s\S]*?(?=^\s*@\w|(?![\s\S]))/gm, "")
    .replace(/```[\s\S]*?```/g, "")
    .replace(/\{@link ([^}]*)\}/g, "`$1`");
  return withoutCode(text).replace(/\s+/g, " ").trim();
}
