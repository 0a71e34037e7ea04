import { renderSlack } from "@millrace/core/alerts";
import type { Channel, ChannelAnswer, ChannelRequest } from "@millrace/services/alerts";
import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type WebClientOptions,
} from "@slack/web-api";
import { slackRejection } from "./slack-errors";

const TIMEOUT_MS = 15_000;

export type SlackTokens = { tokenFor(orgId: string): Promise<string | null> };

/**
 * Returns a client that never waits or retries on its own: rate-limited and failed calls are rescheduled as deliveries,
 * so that one channel doesn't delay another.
 */
export const slackClient = (token: string | undefined, apiUrl: string, options: WebClientOptions = {}): WebClient =>
  new WebClient(token, {
    slackApiUrl: apiUrl,
    logLevel: LogLevel.ERROR,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    allowAbsoluteUrls: false,
    ...options,
  });

/** Sends notifications to Slack. */
export const createSlackChannel = (deps: { tokens: SlackTokens; apiUrl: string }): Channel => ({
  async send(request) {
    const token = await deps.tokens.tokenFor(request.delivery.orgId);
    if (!token)
      return { kind: "notConnected", error: "No Slack workspace connected. Connect one in Settings › Slack." };
    try {
      return await call(slackClient(token, deps.apiUrl), request);
    } catch (error) {
      return answerTo(error);
    }
  },
});

async function call(client: WebClient, { delivery, thread, textOnly }: ChannelRequest): Promise<ChannelAnswer> {
  const { mode } = delivery;
  const message = renderSlack(delivery.message, delivery.revision);
  const body = {
    text: message.text,
    ...(textOnly ? {} : { blocks: message.blocks, attachments: message.attachments }),
    metadata: {
      event_type: "millrace_incident",
      event_payload: { incident_id: delivery.incidentId ?? "", rev: delivery.revision, delivery_id: delivery.id },
    },
  };
  const result =
    mode === "edit" && thread
      ? await client.apiCall("chat.update", { ...body, channel: thread.channelId, ts: thread.ts })
      : await client.apiCall("chat.postMessage", {
          ...body,
          channel: thread?.channelId ?? delivery.channel,
          unfurl_links: false,
          unfurl_media: false,
          ...(mode === "reply" && thread
            ? { thread_ts: thread.ts, reply_broadcast: delivery.kind === "reopened" }
            : {}),
        });
  const { ts, channel }: { ok: boolean; ts?: unknown; channel?: unknown } = result;
  if (typeof ts !== "string" || typeof channel !== "string") return { kind: "unreachable", error: UNREADABLE };
  return { kind: "sent", ts, channel, response: { ok: true, ts, channel, textOnly } };
}

/** A failed call as an answer. Only error codes that are known to be final are rejections; the rest is retried. */
function answerTo(error: unknown): ChannelAnswer {
  if (error instanceof WebAPIRateLimitedError) return { kind: "rateLimited", retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIPlatformError) return answerToCode(error.data);
  if (error instanceof WebAPIHTTPError) return { kind: "unreachable", error: `Slack returned ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { kind: "unreachable", error: error.original.message };
  return { kind: "unreachable", error: error instanceof Error ? error.message : String(error) };
}

function answerToCode({ error: code, response_metadata }: WebAPIPlatformError["data"]): ChannelAnswer {
  if (code === "ratelimited") return { kind: "rateLimited", retryAfterMs: 30_000 };
  // The client reports a body that isn't JSON as if it were the code.
  if (typeof code !== "string" || !/^[a-z0-9_]{1,80}$/.test(code)) return { kind: "unreachable", error: UNREADABLE };
  const rejection = slackRejection(code);
  if (!rejection) return { kind: "unreachable", error: `Slack returned "${code}"` };
  return {
    kind: "rejected",
    ...rejection,
    error: code,
    response: { ok: false, error: code, messages: response_metadata?.messages },
  };
}

const UNREADABLE = "Slack's response isn't a Slack API response";
