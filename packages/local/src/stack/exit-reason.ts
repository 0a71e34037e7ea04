/**
 * Lines of a crash that don't name a cause: stack frames, the source line and its caret, the rest of a printed object.
 */
const NOT_A_CAUSE =
  /^\s+at |^\s+\[\.\.\. |^\s*\^+\s*$|^\s*[{}[\],;]*\s*$|^Node\.js v|^(node|file):.*:\d+$|^\s+\w+: .*,?$/;

/**
 * Returns why an app exited, from the last lines it printed: the error that Node prints, otherwise the last error in
 * its log, otherwise the last line outside of its log. Empty if it printed nothing, as when it is killed.
 */
export function exitReason(lines: readonly string[]): string {
  const output = lines.filter((line) => !line.startsWith("{") && !NOT_A_CAUSE.test(line));
  const thrown = output.findLast((line) => /^(Uncaught )?\w*Error\b.*: /.test(line));
  return thrown ?? lines.map(loggedError).findLast((error) => error !== undefined) ?? output.at(-1) ?? "";
}

/** Returns the message of a log line with level error. */
function loggedError(line: string): string | undefined {
  if (!line.startsWith('{"level":"error"') && !line.startsWith('{"level":"fatal"')) return undefined;
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [msg, err?.message].filter(Boolean).join(": ");
  } catch {
    return undefined; // truncated as the process exited
  }
}
