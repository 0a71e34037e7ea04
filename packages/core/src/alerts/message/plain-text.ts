import type { AlertMessage, Block } from "./blocks";

const SUBJECT_CHARS = 150;

/** A message as an e-mail's text. */
export function plainTextOf(message: AlertMessage): string {
  const blocks = [...message.blocks, ...message.attachments.flatMap((attachment) => attachment.blocks)];
  return [withoutEntities(message.text), ...blocks.flatMap(linesOf)].join("\n\n");
}

/** A message's sentence as an e-mail's subject. */
export function newlineFreeSubject(message: AlertMessage): string {
  const line = withoutEntities(message.text).replace(/\s+/g, " ").trim();
  return line.length <= SUBJECT_CHARS ? line : `${line.slice(0, SUBJECT_CHARS - 1)}…`;
}

function linesOf(block: Block): readonly string[] {
  switch (block.type) {
    case "section":
      return [block.text?.text, ...(block.fields ?? []).map((field) => field.text)].flatMap((text) =>
        text ? [fromMrkdwn(text)] : [],
      );
    case "context":
      return block.elements.map((element) => fromMrkdwn(element.text));
    case "actions":
      return block.elements.flatMap((button) => (button.url ? [`${button.text.text}: ${button.url}`] : []));
  }
}

const fromMrkdwn = (text: string): string =>
  withoutEntities(
    text
      .replace(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
      .replace(/<([^|>]+)\|([^>]*)>/g, "$2 ($1)")
      .replace(/```\n?/g, "")
      .replace(/\*([^*\n]+)\*/g, "$1")
      .replace(/:[a-z_]+: /g, ""),
  );

const withoutEntities = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
