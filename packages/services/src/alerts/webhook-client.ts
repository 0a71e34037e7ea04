import { lookup } from "node:dns";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "@millrace/core/public-address";

const TIMEOUT_MS = 20_000;
const ANSWER_BYTES_MAX = 4_096;

export type WebhookAnswer = { readonly status: number; readonly body: string; readonly retryAfter: string | null };
/** Posts a webhook; throws when there is no answer. */
export type WebhookClient = (url: string, headers: Record<string, string>, body: string) => Promise<WebhookAnswer>;

/** The URL of a webhook leads where only this server can go. The message doesn't reveal the address, which is for the operator's log. */
export class ForbiddenAddressError extends Error {
  override readonly name = "ForbiddenAddressError";

  constructor(
    message: string,
    readonly address: string | null = null,
  ) {
    super(message);
  }
}

/**
 * Connects to exactly the address that it has checked, follows no redirect, and refuses everything but https to the
 * public internet: whoever sets a webhook must not reach what only this server can.
 */
export const publicWebhookClient: WebhookClient = (url, headers, body) => {
  const target = new URL(url);
  if (target.protocol !== "https:") return Promise.reject(new ForbiddenAddressError("Webhook URLs must use https."));
  const host = target.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !isPublicAddress(host)) return Promise.reject(forbidden(host, host));
  return new Promise((resolve, reject) => {
    const call = httpsRequest(
      target,
      { method: "POST", headers, lookup: publicLookup, signal: AbortSignal.timeout(TIMEOUT_MS) },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          if (text.length < ANSWER_BYTES_MAX) text += chunk.slice(0, ANSWER_BYTES_MAX - text.length);
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            body: text,
            retryAfter: response.headers["retry-after"] ?? null,
          }),
        );
      },
    );
    call.on("error", reject);
    call.end(body);
  });
};

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const bad = addresses.find(({ address }) => !isPublicAddress(address));
    if (bad) return callback(forbidden(hostname, bad.address), []);
    const [first] = addresses;
    if (options.all || !first) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

const forbidden = (host: string, address: string) =>
  new ForbiddenAddressError(`${host} isn't on the public internet.`, address);
