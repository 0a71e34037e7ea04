import { existsSync, readFileSync } from "node:fs";
import type { CodePlace } from "../errors/cli-error";

const LINES_AROUND = 2;

/** The lines round a place: those that came with it, else those of the file. */
export function codeFrame(place: CodePlace): string[] {
  if (place.text) return place.text.split("\n");
  if (place.line === undefined || !existsSync(place.file)) return [];
  const lines = readFileSync(place.file, "utf8").split("\n");
  const first = Math.max(1, place.line - LINES_AROUND);
  const last = Math.min(lines.length, place.line + LINES_AROUND);
  const width = String(last).length;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index;
    return `${number === place.line ? ">" : " "} ${String(number).padStart(width)} | ${lines[number - 1]}`;
  });
}
