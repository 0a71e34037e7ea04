/** Lines of a crash that name no cause: stack frames, the source line and its caret, the rest of a printed object. */
const NOT_A_CAUSE =
  /^\s+at |^\s+\[\.\.\. |^\s*\^+\s*$|^\s*[{}[\],;]*\s*$|^Node\.js v|^(node|file):.*:\d+$|^\s+\w+: .*,?$/;

/**
 * Why an app ended, from the last lines that it printed: the error that Node prints, else the last error of its log,
 * else the last line that is no log line. Empty when it ended without a word, as something that is killed does.
 */
export function exitReason(lines: readonly string[]): string {
  const said = lines.filter((line) => !line.startsWith("{") && !NOT_A_CAUSE.test(line));
  const thrown = said.findLast((line) => /^(Uncaught )?\w*Error\b.*: /.test(line));
  return thrown ?? lines.map(loggedError).findLast((error) => error !== undefined) ?? said.at(-1) ?? "";
}

/** The message of a log line of level error. */
function loggedError(line: string): string | undefined {
  if (!line.startsWith('{"level":"error"') && !line.startsWith('{"level":"fatal"')) return undefined;
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [msg, err?.message].filter(Boolean).join(": ");
  } catch {
    return undefined; // cut off as the process ended
  }
}
