import type { ChannelKind, Delivery, Thread } from "@millrace/core/alerts";

/** A channel's answer. Only `sent` means that the message arrived. */
export type ChannelAnswer =
  | { readonly kind: "sent"; readonly ts: string | null; readonly channel: string; readonly response: unknown }
  | { readonly kind: "rateLimited"; readonly retryAfterMs: number }
  /** The network failed, or the other side did, or it answered something unknown: retried. */
  | { readonly kind: "unreachable"; readonly error: string }
  | ChannelRejection
  /** Nothing to send with: no Slack workspace, or no SMTP server. The message is kept as a preview. */
  | { readonly kind: "notConnected"; readonly error: string };

/** A final no. */
export type ChannelRejection = {
  readonly kind: "rejected";
  /**
   * `message`: its form; the text alone may still be accepted. `destination`: it doesn't accept messages until someone
   * follows the `remedy`. `request`: anything else.
   */
  readonly cause: "message" | "destination" | "request";
  readonly error: string;
  readonly remedy?: string;
  readonly response: unknown;
};

export type ChannelRequest = {
  readonly delivery: Delivery;
  /** The message to rewrite or to reply to. */
  readonly thread: Thread | null;
  /** Sends the text without its formatting, because the formatting was rejected. */
  readonly textOnly: boolean;
};

/** A way to send notifications. */
export type Channel = { send(request: ChannelRequest): Promise<ChannelAnswer> };
export type Channels = Readonly<Record<ChannelKind, Channel>>;
