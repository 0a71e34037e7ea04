import { plain, utcText } from "../plain-text";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const MARKER = "\n…(truncated)…\n";

/** Escapes text so that Slack shows it literally, without mentions, links, or entities. */
export const escapeMrkdwn = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

const costOf = (char: string): number => (ENTITIES[char] ?? char).length;

/**
 * Escapes text and shortens it to `max` characters: two thirds from its head, one third from its tail. Never cuts
 * through a character or an entity.
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

/** Returns one line of escaped text of at most `max` characters. */
export function inline(text: string, max: number): string {
  const line = plain(text).replace(/\s+/g, " ").trim().replaceAll("```", "'''");
  const chars = [...line];
  const total = chars.reduce((sum, char) => sum + costOf(char), 0);
  return total <= max ? escapeMrkdwn(line) : `${escapeMrkdwn(take(chars, max - 1))}…`;
}

/** Returns a code fence that its content can't end. */
export function fence(text: string, options: { chars: number; lines: number }): string {
  const broken = plain(text).trim().replaceAll("```", "`\u200b`\u200b`");
  const body = fitEscaped(keepLines(broken.split("\n"), options.lines), options.chars - 8);
  return `\`\`\`\n${body}\n\`\`\``;
}

/** Returns a link. `label` must be escaped. */
export const link = (url: string, label: string): string =>
  `<${url.replace(/[<>|\s]/g, encodeURIComponent)}|${label.replaceAll("|", "¦")}>`;

/** Returns a time that Slack shows in the reader's time zone. */
export function localTime(iso: string): string {
  const seconds = Math.floor(Date.parse(iso) / 1000);
  return `<!date^${seconds}^{date_short_pretty} {time}|${utcText(iso)}>`;
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
