import { createHmac, timingSafeEqual } from "node:crypto";

/** How long an installation can take, in milliseconds. */
export const SLACK_INSTALL_MS = 10 * 60_000;

/** Whose installation it is, and of which organization. */
export type SlackInstallState = { readonly orgId: string; readonly orgSlug: string; readonly userId: string };

/**
 * Returns what travels through Slack's pages and back: signed, valid for ten minutes, and only together with the nonce.
 * The nonce stays in the browser that began, so only that browser can finish the installation.
 */
export function createInstallState(state: SlackInstallState, nonce: string, secret: string, now: Date): string {
  const until = now.getTime() + SLACK_INSTALL_MS;
  const body = Buffer.from(JSON.stringify({ ...state, until })).toString("base64url");
  return `${body}.${sign(body, nonce, secret)}`;
}

/** Returns the state that {@link createInstallState} created with this nonce, or null if it is forged or too old. */
export function readInstallState(text: string, nonce: string, secret: string, now: Date): SlackInstallState | null {
  const [body = "", signature = ""] = text.split(".");
  const expected = Buffer.from(sign(body, nonce, secret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const { until, ...state } = JSON.parse(Buffer.from(body, "base64url").toString()) as SlackInstallState & {
    until: number;
  };
  return until > now.getTime() ? state : null;
}

const sign = (body: string, nonce: string, secret: string): string =>
  createHmac("sha256", secret)
    .update(JSON.stringify(["slack-install", body, nonce]))
    .digest("base64url");
