import type { RequestListener } from "node:http";

const SKEW_SECONDS_MAX = 300;

/**
 * What Bolt's check of signatures leaves open: a time stamp in the future is as wrong as an old one, and one signature
 * is good for one request. Only those that Bolt accepts are remembered: a stranger can send any number of others.
 */
export function guardRequests(listener: RequestListener, now: () => number = Date.now): RequestListener {
  const seen = new Map<string, number>();
  return (request, response) => {
    const signature = request.headers["x-slack-signature"];
    if (typeof signature !== "string") return listener(request, response);
    const seconds = Number(request.headers["x-slack-request-timestamp"]);
    const nowSeconds = now() / 1_000;
    for (const [old, at] of seen) {
      if (nowSeconds - at <= SKEW_SECONDS_MAX * 2) break;
      seen.delete(old);
    }
    const isFresh = Math.abs(nowSeconds - seconds) <= SKEW_SECONDS_MAX;
    if (!isFresh || seen.has(signature)) {
      response.writeHead(401, { "content-type": "text/plain" }).end(isFresh ? "repeated request" : "wrong time");
      request.resume();
      return;
    }
    seen.set(signature, nowSeconds);
    response.once("close", () => {
      if (!response.writableFinished || response.statusCode >= 400) seen.delete(signature);
    });
    listener(request, response);
  };
}
