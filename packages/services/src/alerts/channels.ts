import type { Delivery, Thread } from "./ports";

/** What a channel answered. Only `sent` means that the message is there. */
export type ChannelAnswer =
  | { readonly kind: "sent"; readonly ts: string | null; readonly channel: string; readonly response: unknown }
  | { readonly kind: "rateLimited"; readonly retryAfterMs: number }
  /** Nothing is known to be wrong with the message: the network, or an error of the other side. */
  | { readonly kind: "unreachable"; readonly error: string }
  | { readonly kind: "refused"; readonly error: string; readonly response: unknown }
  /** There is no workspace to send to. */
  | { readonly kind: "notConnected"; readonly error: string };

export type ChannelRequest = {
  readonly delivery: Delivery;
  /** The message to rewrite or to reply to. */
  readonly thread: Thread | null;
  /** Blocks were rejected: the sentence alone. */
  readonly textOnly: boolean;
};

/** One way to tell somebody. */
export type Channel = { send(request: ChannelRequest): Promise<ChannelAnswer> };
export type Channels = Readonly<Record<Delivery["channelKind"], Channel>>;

/** Slack's errors about the form of a message: its text alone may still go through. */
const MESSAGE_REFUSALS = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_attachments",
  "blocks_too_long",
  "msg_blocks_too_long",
  "msg_too_long",
  "metadata_too_large",
  "too_many_attachments",
]);

/** Slack's errors about the place, and what a person does about each. */
const CHANNEL_REFUSALS: Readonly<Record<string, string>> = {
  channel_not_found: "The channel doesn't exist or is private. If it's private, run /invite @millrace in it.",
  not_in_channel: "Millrace isn't in the channel. Run /invite @millrace in it.",
  is_archived: "The channel is archived. Choose another one.",
  restricted_action: "The workspace doesn't allow Millrace to post in this channel.",
  token_revoked: "Slack access was revoked. Reconnect Slack.",
  token_expired: "Slack access expired. Reconnect Slack.",
  invalid_auth: "Slack rejected the token. Reconnect Slack.",
  account_inactive: "The app was removed from the workspace. Reconnect Slack.",
  not_authed: "No Slack token found. Reconnect Slack.",
  missing_scope: "The app is missing a Slack permission. Reconnect Slack to grant it.",
};

export const isMessageRefusal = (error: string): boolean => MESSAGE_REFUSALS.has(error);

/** What to do about a channel that refuses, or undefined when the channel is not the reason. */
export const channelRemedy = (error: string): string | undefined => CHANNEL_REFUSALS[error];
