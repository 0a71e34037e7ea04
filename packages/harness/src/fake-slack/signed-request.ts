import { createHmac } from "node:crypto";

/** The headers with which Slack proves that a request is its own. */
export function signedHeaders(signingSecret: string, body: string, timestampSeconds: number): Record<string, string> {
  const digest = createHmac("sha256", signingSecret).update(`v0:${timestampSeconds}:${body}`).digest("hex");
  return {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": String(timestampSeconds),
    "x-slack-signature": `v0=${digest}`,
  };
}
