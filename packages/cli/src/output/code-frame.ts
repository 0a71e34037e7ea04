import { existsSync, readFileSync } from "node:fs";
import type { SourceExcerpt } from "../errors/cli-error";

const LINES_AROUND = 2;

/** Returns the lines around a position: those that came with it, otherwise those of the file. */
export function codeFrame(source: SourceExcerpt): string[] {
  if (source.text) return source.text.split("\n");
  if (source.line === undefined || !existsSync(source.file)) return [];
  const lines = readFileSync(source.file, "utf8").split("\n");
  const first = Math.max(1, source.line - LINES_AROUND);
  const last = Math.min(lines.length, source.line + LINES_AROUND);
  const width = String(last).length;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index;
    return `${number === source.line ? ">" : " "} ${String(number).padStart(width)} | ${lines[number - 1]}`;
  });
}
