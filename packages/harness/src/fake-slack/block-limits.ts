type Value = Record<string, unknown>;

const BLOCK_TYPES = new Set(["section", "context", "actions", "header", "divider", "image", "input", "rich_text"]);
const TOTAL_CHARS_MAX = 13_200;

/** What Slack would refuse a message with, or undefined. Limits as Slack documents them, and one that it does not. */
export function validateMessage(body: Value): string | undefined {
  const text = String(body.text ?? "");
  const attachments = listOf(body.attachments);
  const groups = [listOf(body.blocks), ...attachments.map((attachment) => listOf(attachment.blocks))];
  if (text === "" && groups.every((group) => group.length === 0)) return "no_text";
  if (text.length > 40_000) return "msg_too_long";
  if (attachments.length > 100) return "too_many_attachments";
  if (groups.some((group) => group.length > 50)) return "invalid_blocks";
  const blocks = groups.flat();
  if (blocks.some((block) => !isValidBlock(block))) return "invalid_blocks";
  const ids = groups.map((group) => group.flatMap((block) => (block.block_id ? [block.block_id] : [])));
  if (ids.some((group) => new Set(group).size < group.length)) return "invalid_blocks";
  if (JSON.stringify(blocks).length > TOTAL_CHARS_MAX * 4 || charsOf(blocks) > TOTAL_CHARS_MAX)
    return "msg_blocks_too_long";
  if (JSON.stringify(body.metadata ?? {}).length > 4_096) return "metadata_too_large";
  return undefined;
}

function isValidBlock(block: Value): boolean {
  if (!BLOCK_TYPES.has(String(block.type))) return false;
  if (String(block.block_id ?? "").length > 255) return false;
  switch (block.type) {
    case "section": {
      const fields = listOf(block.fields);
      if (block.text === undefined && fields.length === 0) return false;
      return (
        (block.text === undefined || isText(block.text, 3_000)) &&
        fields.length <= 10 &&
        fields.every((field) => isText(field, 2_000))
      );
    }
    case "context": {
      const elements = listOf(block.elements);
      return (
        elements.length > 0 && elements.length <= 10 && elements.every((it) => it.type === "image" || isText(it, 3_000))
      );
    }
    case "actions": {
      const elements = listOf(block.elements);
      return elements.length > 0 && elements.length <= 25 && elements.every(isElement);
    }
    case "header":
      return isText(block.text, 150);
    default:
      return true;
  }
}

function isElement(element: Value): boolean {
  if (element.type !== "button") return true;
  return (
    isText(element.text, 75) &&
    String(element.value ?? "").length <= 2_000 &&
    String(element.url ?? "").length <= 3_000 &&
    String(element.action_id ?? "").length <= 255
  );
}

function isText(value: unknown, max: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { type, text } = value as Value;
  return (
    (type === "mrkdwn" || type === "plain_text") && typeof text === "string" && text.length > 0 && text.length <= max
  );
}

function charsOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charsOf(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === "text" && typeof item === "string" ? item.length : charsOf(item)),
    0,
  );
}

const listOf = (value: unknown): Value[] => (Array.isArray(value) ? (value as Value[]) : []);
