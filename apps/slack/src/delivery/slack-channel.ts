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

const TIMEOUT_MS = 15_000;

export type SlackTokens = { tokenFor(orgId: string): Promise<string | null> };

/**
 * A client that reports instead of waiting: what is limited or out of reach goes back to the table of deliveries, so
 * that no channel holds up another.
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

/** Tells on Slack. */
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
  const { message, mode } = delivery;
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
  const { ts, channel } = result as unknown as { ts: string; channel: string };
  return { kind: "sent", ts, channel, response: { ok: true, ts, channel, textOnly } };
}

function answerTo(error: unknown): ChannelAnswer {
  if (error instanceof WebAPIRateLimitedError) return { kind: "rateLimited", retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIPlatformError) {
    const { error: code, response_metadata } = error.data;
    if (code === "ratelimited") return { kind: "rateLimited", retryAfterMs: 30_000 };
    if (TRANSIENT.has(code)) return { kind: "unreachable", error: code };
    return {
      kind: "refused",
      error: code,
      response: { ok: false, error: code, messages: response_metadata?.messages },
    };
  }
  if (error instanceof WebAPIHTTPError) return { kind: "unreachable", error: `Slack returned ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { kind: "unreachable", error: error.original.message };
  throw error;
}

/** Errors of Slack's own that pass. */
const TRANSIENT = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);
