import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** How long an installation can take. */
export const INSTALL_STATE_MS = 10 * 60_000;

export type InstallState = { readonly orgId: string; readonly orgSlug: string; readonly userId: string };

/** What travels through Slack's pages and back: whose installation it is, signed, good for ten minutes. */
export function createInstallState(state: InstallState, secret: string, now: Date): string {
  const body = Buffer.from(
    JSON.stringify({ ...state, until: now.getTime() + INSTALL_STATE_MS, nonce: randomBytes(16).toString("base64url") }),
  ).toString("base64url");
  return `${body}.${sign(body, secret)}`;
}

/** The state that {@link createInstallState} made, or null when it is forged or too old. */
export function readInstallState(text: string, secret: string, now: Date): InstallState | null {
  const [body = "", signature = ""] = text.split(".");
  const expected = Buffer.from(sign(body, secret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const { until, orgId, orgSlug, userId } = JSON.parse(Buffer.from(body, "base64url").toString()) as InstallState & {
    until: number;
  };
  return until > now.getTime() ? { orgId, orgSlug, userId } : null;
}

const sign = (body: string, secret: string): string =>
  createHmac("sha256", secret).update(`slack-install:${body}`).digest("base64url");
