import type { ChannelRejection } from "@millrace/services/alerts";

type Rejection = Pick<ChannelRejection, "cause" | "remedy">;

/** Errors about the form of a message: its text alone may still be accepted. */
const MESSAGE = [
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_attachments",
  "blocks_too_long",
  "msg_blocks_too_long",
  "msg_too_long",
  "metadata_too_large",
  "invalid_metadata_format",
  "invalid_metadata_schema",
  "too_many_attachments",
];

/** Errors about the channel or the workspace, and how a person fixes each. */
const DESTINATION: Readonly<Record<string, string>> = {
  channel_not_found: "The channel doesn't exist or is private. If it's private, run /invite @millrace in it.",
  not_in_channel: "Millrace isn't in the channel. Run /invite @millrace in it.",
  is_archived: "The channel is archived. Choose another one.",
  restricted_action: "The workspace doesn't allow Millrace to post in this channel.",
  restricted_action_read_only_channel: "The channel is read-only. Choose another one.",
  token_revoked: "Slack access was revoked. Reconnect Slack.",
  token_expired: "Slack access expired. Reconnect Slack.",
  invalid_auth: "Slack rejected the token. Reconnect Slack.",
  account_inactive: "The app was removed from the workspace. Reconnect Slack.",
  not_authed: "No Slack token found. Reconnect Slack.",
  missing_scope: "The app is missing a Slack permission. Reconnect Slack to grant it.",
  no_permission: "The app is missing a Slack permission. Reconnect Slack to grant it.",
  team_access_not_granted: "The app has no access to this workspace. Reconnect Slack.",
  access_denied: "The workspace doesn't allow Millrace to use this channel.",
  ekm_access_denied: "The workspace's administrators suspended posting in this channel.",
};

/** Errors about the request itself, such as an edit of a message that someone deleted. */
const REQUEST = [
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "cannot_reply_to_message",
  "thread_not_found",
  "no_text",
  "invalid_arguments",
  "invalid_arg_name",
  "method_deprecated",
  "unknown_method",
  "not_allowed_token_type",
  "method_not_supported_for_channel_type",
];

const REJECTIONS = new Map<string, Rejection>();
for (const code of MESSAGE) REJECTIONS.set(code, { cause: "message" });
for (const code of REQUEST) REJECTIONS.set(code, { cause: "request" });
for (const [code, remedy] of Object.entries(DESTINATION)) REJECTIONS.set(code, { cause: "destination", remedy });

/** Returns what a final error of Slack's means; undefined for a code that isn't known to be final. */
export const slackRejection = (code: string): Rejection | undefined => REJECTIONS.get(code);
