import type { ManifestProblem } from "@millrace/core/manifest";
import { createColors } from "picocolors";
import { codeFrame } from "./code-frame";

export type Colors = ReturnType<typeof createColors>;

/** Output of a command: data on stdout, everything else on stderr. */
export type Output = {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  /** True if stderr is a terminal. */
  readonly isInteractive: boolean;
  readonly colors: Colors;
  /** Writes a line of data. */
  line(text: string): void;
  /** Writes data with its own line endings. */
  text(text: string): void;
  /** Writes data in columns. */
  table(rows: readonly (readonly string[])[]): void;
  /** Writes a line for people to stderr. */
  note(text: string): void;
  errorLine(text: string): void;
  problem(problem: ManifestProblem): void;
  /** Runs one stage of a longer operation. Shows when it starts, that it continues, and how long it took. */
  stage<T>(
    name: string,
    work: (progress: (text: string) => void) => Promise<T>,
    describe?: (result: T) => string,
    isGood?: (result: T) => boolean,
  ): Promise<T>;
};

const STILL_MS = 15_000;

/** Applies NO_COLOR and FORCE_COLOR. A variable set to an empty string counts as unset. */
function shouldUseColor(isInteractive: boolean): boolean {
  if (process.env.NO_COLOR) return false;
  return process.env.FORCE_COLOR ? process.env.FORCE_COLOR !== "0" : isInteractive;
}

export function createOutput(options: {
  json: boolean;
  quiet: boolean;
  debug: boolean;
  color: boolean | undefined;
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream & { isTTY?: boolean };
}): Output {
  const { json, quiet, debug, stdout, stderr } = options;
  const isInteractive = stderr.isTTY === true && process.env.CI === undefined;
  const colors = createColors(options.color ?? shouldUseColor(isInteractive));
  const errorLine = (text: string) => void stderr.write(`${text}\n`);
  const note = (text: string) => {
    if (!quiet) errorLine(text);
  };
  const stamped = (text: string) => note(isInteractive ? text : `${new Date().toISOString()} ${text}`);

  return {
    json,
    quiet,
    debug,
    isInteractive,
    colors,
    line: (text) => void stdout.write(`${text}\n`),
    text: (text) => void stdout.write(text),
    table(rows) {
      const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
      for (const row of rows) {
        const cells = row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)));
        stdout.write(`${cells.join("  ").trimEnd()}\n`);
      }
    },
    note,
    errorLine,
    problem({ severity, code, message, source }) {
      const mark = severity === "error" ? colors.red("error") : colors.yellow("warning");
      if (severity !== "error" && quiet) return;
      errorLine(`${mark}[${code}]: ${message}`);
      if (!source) return;
      errorLine(`  ${colors.cyan([source.file, source.line, source.column].filter(Boolean).join(":"))}`);
      for (const text of codeFrame(source)) errorLine(`  ${colors.dim(text)}`);
    },
    async stage(name, work, describe, isGood = () => true) {
      const started = Date.now();
      const elapsed = () => `${((Date.now() - started) / 1000).toFixed(1)}s`;
      let state = "";
      if (!isInteractive) stamped(`… ${name}`);
      // What it is doing was printed when it changed.
      const still = setInterval(() => stamped(`… ${name} (${elapsed()})`), STILL_MS);
      try {
        const result = await work((text) => {
          if (text !== state) stamped(`  ${colors.dim(text)}`);
          state = text;
        });
        const details = describe?.(result);
        const mark = isGood(result) ? colors.green("✔") : colors.red("✘");
        stamped(`${mark} ${name}${details ? ` ${details}` : ""} ${colors.dim(`(${elapsed()})`)}`);
        return result;
      } catch (error) {
        stamped(`${colors.red("✘")} ${name} ${colors.dim(`(${elapsed()})`)}`);
        throw error;
      } finally {
        clearInterval(still);
      }
    },
  };
}
