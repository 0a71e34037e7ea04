import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TraceMap } from "@jridgewell/trace-mapping";
import { BUNDLE_FILES, type SourceLocation, type WireError } from "@millrace/protocol";
import { clip } from "../run/clip";

/** Maps positions in a bundle back to the author's source. */
export type BundleSourceMap = {
  stack(stack: string): { stack: string; frame?: WireError["frame"] };
  /** Returns the first position of a stack that is in the author's code, or undefined. */
  locate(stack: string): SourceLocation | undefined;
};

const FRAME_LINES_AROUND = 3;
/** Of a line of generated code. */
const LINE_CHARS_MAX = 500;

/** Reads the source map of a bundle. Its parser is loaded only here. */
export async function bundleSourceMap(bundleDir: string): Promise<BundleSourceMap> {
  const { originalPositionFor, sourceContentFor, TraceMap } = await import("@jridgewell/trace-mapping");
  const entry = join(bundleDir, BUNDLE_FILES.entry);
  const position = new RegExp(`${entry.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}:(\\d+):(\\d+)`, "g");
  const json = readIfThere(join(bundleDir, BUNDLE_FILES.sourceMap));
  const map: TraceMap | undefined = json === undefined ? undefined : new TraceMap(json);

  const original = (line: number, column: number) => {
    const found = map && originalPositionFor(map, { line, column: column - 1 });
    return found?.source ? { file: found.source, line: found.line, column: found.column + 1 } : undefined;
  };
  const firstOwn = (stack: string) => {
    const found = [...stack.matchAll(position)].map((match) => original(Number(match[1]), Number(match[2])));
    const own = found.filter((one) => one !== undefined && !isLibrary(one.file));
    return own.find((one) => !one?.file.startsWith("..")) ?? own[0];
  };

  return {
    stack(stack) {
      const mapped = stack.replaceAll(position, (text, line, column) => {
        const found = original(Number(line), Number(column));
        return found ? `${found.file}:${found.line}:${found.column}` : text;
      });
      const own = firstOwn(stack);
      const content = own && map ? sourceContentFor(map, own.file) : undefined;
      if (!own || !content) return { stack: mapped };
      return {
        stack: mapped,
        frame: { file: own.file, line: own.line, column: own.column, text: around(content, own.line) },
      };
    },
    locate(stack) {
      const own = firstOwn(stack);
      return own && { file: own.file, line: own.line, column: own.column };
    },
  };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const isLibrary = (file: string): boolean => /(?:^|\/)node_modules\/|(?:^|\/)sdk\/src\//.test(file);

function around(content: string, line: number): string {
  const lines = content.split("\n");
  const first = Math.max(1, line - FRAME_LINES_AROUND);
  const last = Math.min(lines.length, line + FRAME_LINES_AROUND);
  const width = String(last).length;
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index;
    return `${number === line ? ">" : " "} ${String(number).padStart(width)} | ${clip(lines[number - 1] ?? "", LINE_CHARS_MAX)}`;
  }).join("\n");
}
