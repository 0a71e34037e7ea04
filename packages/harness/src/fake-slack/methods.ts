import { validateMessage } from "./block-limits";
import type { FakeChannel, Workspace } from "./workspace";

type Body = Record<string, unknown>;
type Answer = Body & { ok: boolean };
export type Method = (workspace: Workspace, body: Body) => Answer;

const refused = (error: string): { ok: false; error: string } => ({ ok: false, error });

/** The part of Slack's Web API that Millrace uses. */
export const METHODS: Readonly<Record<string, Method>> = {
  "auth.test": (workspace) => ({
    ok: true,
    url: "https://fake.slack.example/",
    team: "Fake workspace",
    team_id: workspace.teamId,
    user: "millrace",
    user_id: workspace.botUserId,
    bot_id: "B0FAKE",
  }),

  "chat.postMessage": (workspace, body) => {
    const channel = channelOf(workspace, body);
    if ("error" in channel) return channel;
    const problem = validateMessage(body);
    if (problem) return refused(problem);
    const threadTs = body.thread_ts === undefined ? undefined : String(body.thread_ts);
    const message = {
      ts: workspace.nextTs(),
      channel: channel.id,
      threadTs,
      text: String(body.text ?? ""),
      blocks: (body.blocks as unknown[] | undefined) ?? [],
      attachments: (body.attachments as unknown[] | undefined) ?? [],
      metadata: body.metadata,
      isBroadcast: String(body.reply_broadcast) === "true",
      edits: 0,
    };
    workspace.messages.push(message);
    return { ok: true, channel: channel.id, ts: message.ts, message: { text: message.text, bot_id: "B0FAKE" } };
  },

  "chat.update": (workspace, body) => {
    // Unlike posting, editing takes ids only.
    const channel = workspace.channels.find((it) => it.id === body.channel);
    if (!channel) return refused("channel_not_found");
    const message = workspace.messages.find((it) => it.channel === channel.id && it.ts === body.ts);
    if (!message) return refused("message_not_found");
    const problem = validateMessage(body);
    if (problem) return refused(problem);
    message.text = String(body.text ?? "");
    message.blocks = (body.blocks as unknown[] | undefined) ?? [];
    message.attachments = (body.attachments as unknown[] | undefined) ?? [];
    message.edits++;
    return { ok: true, channel: channel.id, ts: message.ts, text: message.text };
  },

  "chat.postEphemeral": (workspace, body) => {
    const channel = channelOf(workspace, body);
    if ("error" in channel) return channel;
    return validateMessage(body) ? refused("invalid_blocks") : { ok: true, message_ts: workspace.nextTs() };
  },

  "conversations.list": (workspace, body) => {
    const size = Math.min(Number(body.limit ?? 100), 1_000);
    const start = Number(body.cursor || 0);
    const next = start + size < workspace.channels.length ? String(start + size) : "";
    return {
      ok: true,
      channels: workspace.channels.slice(start, start + size).map(describe),
      response_metadata: { next_cursor: next },
    };
  },

  "conversations.info": (workspace, body) => {
    const channel = workspace.channels.find((it) => it.id === body.channel);
    return channel ? { ok: true, channel: describe(channel) } : refused("channel_not_found");
  },

  "users.lookupByEmail": (_, body) =>
    String(body.email).endsWith("@unknown.example")
      ? refused("users_not_found")
      : { ok: true, user: { id: "U0PERSON", profile: { email: body.email } } },

  "oauth.v2.access": (workspace, body) =>
    body.code === "good"
      ? {
          ok: true,
          access_token: "xoxb-fake-installed",
          token_type: "bot",
          scope: "chat:write",
          bot_user_id: workspace.botUserId,
          app_id: "A0FAKE",
          team: { id: workspace.teamId, name: "Fake workspace" },
          enterprise: null,
          authed_user: { id: "U0PERSON" },
          is_enterprise_install: false,
        }
      : refused("invalid_code"),
};

function channelOf(workspace: Workspace, body: Body): FakeChannel | { ok: false; error: string } {
  const channel = workspace.find(body.channel);
  if (!channel) return refused("channel_not_found");
  if (channel.isArchived) return refused("is_archived");
  if (!channel.isMember) return refused(channel.isPrivate ? "channel_not_found" : "not_in_channel");
  return channel;
}

const describe = (channel: FakeChannel) => ({
  id: channel.id,
  name: channel.name,
  is_channel: true,
  is_private: channel.isPrivate,
  is_member: channel.isMember,
  is_archived: channel.isArchived,
});
