import { createHash } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

const SKEW_SECONDS_MAX = 300;
/** A signature is valid from five minutes before to five minutes after its timestamp. */
const MEMORY_MS = SKEW_SECONDS_MAX * 2 * 1_000;

/** Remembers signatures for all processes together, so that a restart doesn't forget them. */
export type SignatureMemory = {
  claim(key: string, ttlMs: number): Promise<boolean>;
  release(key: string): Promise<void>;
};

type GuardOptions = {
  readonly memory: SignatureMemory;
  readonly now?: () => number;
  readonly onError: (error: Error) => void;
};

/**
 * Adds what Bolt's check of signatures doesn't cover: rejects timestamps in the future, and accepts each signature once.
 * Remembers only requests that Bolt accepts, because anyone can send others. Answers 503 while the memory doesn't
 * answer, and Slack retries.
 */
export function guardRequests(
  listener: RequestListener,
  { memory, now = Date.now, onError }: GuardOptions,
): RequestListener {
  return (request, response) => {
    const signature = request.headers["x-slack-signature"];
    if (typeof signature !== "string") return listener(request, response);
    const seconds = Number(request.headers["x-slack-request-timestamp"]);
    if (!(Math.abs(now() / 1_000 - seconds) <= SKEW_SECONDS_MAX)) return reject(request, response, 401, "wrong time");

    const key = `slack:${createHash("sha256").update(signature).digest("hex")}`;
    memory.claim(key, MEMORY_MS).then(
      (isNew) => {
        if (!isNew) return reject(request, response, 401, "repeated request");
        response.once("close", () => {
          if (!response.writableFinished || response.statusCode >= 400) memory.release(key).catch(onError);
        });
        listener(request, response);
      },
      (error: Error) => {
        onError(error);
        reject(request, response, 503, "try again");
      },
    );
  };
}

function reject(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain" }).end(text);
  request.resume();
}
