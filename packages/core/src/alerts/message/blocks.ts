/** The part of Block Kit that alerts use; plain data, so that the dashboard draws the same. */
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

/** A message as it is stored, previewed and sent. `text` is a whole sentence: notifications and screen readers get it alone. */
export type AlertMessage = {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly attachments: readonly { readonly color: string; readonly blocks: readonly Block[] }[];
};

/** Slack's limits, and two of ours below its undocumented ones. */
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

/** All the text that a message shows. */
export function messageChars(message: AlertMessage): number {
  return [...message.blocks, ...message.attachments.flatMap((attachment) => attachment.blocks)]
    .flatMap(textsOf)
    .reduce((sum, text) => sum + text.length, 0);
}

/** Gives each block an id that changes with the revision, so that Slack draws an edited message anew. */
export function withBlockIds(message: AlertMessage, revision: number): AlertMessage {
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
