const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const MARKER = "\n…(truncated)…\n";

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal sequences are made of control characters
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what no message may carry
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text of unknown origin without terminal colors, control characters and marks that turn the reading direction. */
export const plain = (text: string): string => text.replace(/\r\n?/g, "\n").replace(ANSI, "").replace(CONTROLS, "");

/** Text that Slack shows as it is: no mention, link or entity of its own. */
export const escapeMrkdwn = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

const costOf = (char: string): number => (ENTITIES[char] ?? char).length;

/**
 * Shortens to what fits once it is escaped: two thirds from the head, one third from the tail, round a marker.
 * Never cuts through a character or an entity.
 */
export function fitEscaped(text: string, max: number): string {
  const chars = [...text];
  const total = chars.reduce((sum, char) => sum + costOf(char), 0);
  if (total <= max) return escapeMrkdwn(text);
  const room = max - MARKER.length;
  if (room < 3) return escapeMrkdwn(take(chars, max));
  const head = take(chars, Math.ceil((room * 2) / 3));
  const tail = [...take(chars.slice().reverse(), Math.floor(room / 3))].reverse().join("");
  return `${escapeMrkdwn(head)}${MARKER}${escapeMrkdwn(tail)}`;
}

/** One line of text of unknown origin, escaped and hard cut. */
export function inline(text: string, max: number): string {
  const line = plain(text).replace(/\s+/g, " ").trim();
  const chars = [...line];
  const total = chars.reduce((sum, char) => sum + costOf(char), 0);
  return total <= max ? escapeMrkdwn(line) : `${escapeMrkdwn(take(chars, max - 1))}…`;
}

/** A code fence that its content cannot end. */
export function fence(text: string, options: { chars: number; lines: number }): string {
  const broken = plain(text).trim().replaceAll("```", "`\u200b`\u200b`");
  const body = fitEscaped(keepLines(broken.split("\n"), options.lines), options.chars - 8);
  return `\`\`\`\n${body}\n\`\`\``;
}

export const link = (url: string, label: string): string =>
  `<${url.replace(/[<>|\s]/g, encodeURIComponent)}|${label.replaceAll("|", "¦")}>`;

/** A time in the reader's own zone. */
export function localTime(at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `<!date^${seconds}^{date_short_pretty} {time}|${at.toISOString().slice(0, 16).replace("T", " ")} UTC>`;
}

/** `2 h 10 min`, `45 s`: the two largest units. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return "0 s";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

function keepLines(lines: readonly string[], max: number): string {
  if (lines.length <= max) return lines.join("\n");
  const head = Math.ceil(((max - 1) * 2) / 3);
  const tail = max - 1 - head;
  const left = lines.length - head - tail;
  return [...lines.slice(0, head), `…(${left} lines omitted)…`, ...(tail > 0 ? lines.slice(-tail) : [])].join("\n");
}

function take(chars: readonly string[], max: number): string {
  let used = 0;
  const end = chars.findIndex((char) => {
    used += costOf(char);
    return used > max;
  });
  return (end === -1 ? chars : chars.slice(0, end)).join("");
}
