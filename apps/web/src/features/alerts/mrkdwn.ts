export type MrkdwnPart = { kind: "text" | "bold" | "italic" | "strike" | "code" | "link"; text: string; href?: string };

/** The emoji that Millrace's messages use; another stays as its name. */
const EMOJI: Readonly<Record<string, string>> = { white_check_mark: "✅", warning: "⚠️", wave: "👋" };

/** As in Slack, `_` makes italics around words, never within one such as `raw_pos_data`. */
const TOKENS =
  /:([a-z0-9_+-]+):|<([^>|]+)(?:\|([^>]*))?>|`([^`\n]+)`|\*([^*\n]+)\*|(?<!\w)_([^_\n]+)_(?!\w)|~([^~\n]+)~/g;
const unescaped = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Slack's mrkdwn as parts to draw. Everything stays text: nothing of a message becomes markup. */
export function parseMrkdwn(source: string): MrkdwnPart[] {
  const parts: MrkdwnPart[] = [];
  let from = 0;
  for (const match of source.matchAll(TOKENS)) {
    if (match.index > from) parts.push({ kind: "text", text: unescaped(source.slice(from, match.index)) });
    from = match.index + match[0].length;
    parts.push(partOf(match));
  }
  if (from < source.length) parts.push({ kind: "text", text: unescaped(source.slice(from)) });
  return parts;
}

function partOf([source, emoji, target, label, code, bold, italic, strike]: RegExpMatchArray): MrkdwnPart {
  if (emoji !== undefined) return { kind: "text", text: EMOJI[emoji] ?? source };
  if (target !== undefined) return linkOf(target, label);
  if (code !== undefined) return { kind: "code", text: unescaped(code) };
  if (bold !== undefined) return { kind: "bold", text: unescaped(bold).replace(/<([^>|]+)\|([^>]*)>/g, "$2") };
  if (italic !== undefined) return { kind: "italic", text: unescaped(italic) };
  return { kind: "strike", text: unescaped(strike ?? "") };
}

function linkOf(target: string, label: string | undefined): MrkdwnPart {
  if (/^https?:\/\//.test(target)) return { kind: "link", text: unescaped(label ?? target), href: unescaped(target) };
  const date = /^!date\^(\d+)\^/.exec(target);
  if (date) return { kind: "text", text: label ?? new Date(Number(date[1]) * 1_000).toISOString() };
  return { kind: "bold", text: label ?? target.replace(/^!subteam\^|^[@#!]/, "@") };
}
