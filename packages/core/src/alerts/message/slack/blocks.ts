/** The part of Block Kit that alerts use, as plain data that the dashboard can render too. */
export type Mrkdwn = { readonly type: "mrkdwn"; readonly text: string };
export type PlainText = { readonly type: "plain_text"; readonly text: string; readonly emoji?: boolean };

export type Button = {
  readonly type: "button";
  readonly action_id: string;
  readonly text: PlainText;
  readonly url?: string;
  readonly value?: string;
  readonly style?: "primary" | "danger";
};

export type Block =
  | {
      readonly type: "section";
      readonly block_id?: string;
      readonly text?: Mrkdwn;
      readonly fields?: readonly Mrkdwn[];
    }
  | { readonly type: "context"; readonly block_id?: string; readonly elements: readonly Mrkdwn[] }
  | { readonly type: "actions"; readonly block_id?: string; readonly elements: readonly Button[] };

/** A message for Slack. Notifications and screen readers use `text` alone, so it is a full sentence. */
export type SlackMessage = {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly attachments: readonly { readonly color: string; readonly blocks: readonly Block[] }[];
};

/** Limits of Slack, some of them undocumented and lowered to be safe. */
export const MESSAGE_LIMITS = {
  sectionChars: 2_800,
  fieldChars: 1_800,
  fieldsPerSection: 10,
  headerChars: 150,
  contextElements: 10,
  buttonTextChars: 75,
  buttonValueChars: 2_000,
  blocks: 50,
  totalChars: 9_000,
  textChars: 3_000,
} as const;

export const section = (text: string): Block => ({ type: "section", text: { type: "mrkdwn", text } });
export const fields = (texts: readonly string[]): Block => ({
  type: "section",
  fields: texts.slice(0, MESSAGE_LIMITS.fieldsPerSection).map((text) => ({ type: "mrkdwn", text })),
});
export const context = (text: string): Block => ({ type: "context", elements: [{ type: "mrkdwn", text }] });
export const linkButton = (id: string, label: string, url: string): Button => ({
  type: "button",
  action_id: id,
  text: { type: "plain_text", text: label },
  url,
});

/** Returns how many characters of text a message shows. */
export function messageChars(message: SlackMessage): number {
  return [...message.blocks, ...message.attachments.flatMap((attachment) => attachment.blocks)]
    .flatMap(textsOf)
    .reduce((sum, text) => sum + text.length, 0);
}

/** Gives each block an ID that changes with the revision, so that Slack redraws an edited message. */
export function withBlockIds(message: SlackMessage, revision: number): SlackMessage {
  const stamp = (prefix: string) => (block: Block, index: number) => ({
    ...block,
    block_id: `${prefix}${index}-r${revision}`,
  });
  return {
    ...message,
    blocks: message.blocks.map(stamp("b")),
    attachments: message.attachments.map((it) => ({ ...it, blocks: it.blocks.map(stamp("a")) })),
  };
}

function textsOf(block: Block): readonly string[] {
  switch (block.type) {
    case "section":
      return [block.text?.text ?? "", ...(block.fields ?? []).map((field) => field.text)];
    case "context":
      return block.elements.map((element) => element.text);
    case "actions":
      return block.elements.map((element) => element.text.text);
  }
}
