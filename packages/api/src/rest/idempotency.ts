import { createHash } from "node:crypto";
import { DomainError } from "@millrace/core";

export type StoredAnswer = { readonly status: number; readonly body: unknown };

/** Remembers answers by key for 24 hours. */
export type IdempotencyStore = {
  /** Claims a key: `fresh` for the first caller, what is known about it for the others. */
  begin(
    orgId: string,
    key: string,
    route: string,
    requestHash: string,
  ): Promise<
    { kind: "fresh" } | { kind: "running" } | { kind: "otherRequest" } | { kind: "done"; answer: StoredAnswer }
  >;
  finish(orgId: string, key: string, route: string, answer: StoredAnswer): Promise<void>;
  /** Frees the key of a request that failed, so that it may be tried again. */
  abandon(orgId: string, key: string, route: string): Promise<void>;
};

type Request = { readonly orgId: string; readonly key: string; readonly route: string; readonly body: string };

/** Runs `work` once per key: a repetition gets the first answer again, marked as replayed. */
export async function once(
  store: IdempotencyStore,
  request: Request,
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer & { readonly replayed: boolean }> {
  const { orgId, key, route } = request;
  if (key.length > 200)
    throw new DomainError("invalid", "idempotency_key_invalid", "Idempotency-Key can be up to 200 characters.");
  const found = await store.begin(orgId, key, route, createHash("sha256").update(request.body).digest("hex"));
  if (found.kind === "done") return { ...found.answer, replayed: true };
  if (found.kind === "otherRequest") {
    throw new DomainError(
      "conflict",
      "idempotency_key_reused",
      `The Idempotency-Key "${key}" was already used for a different request. Use a new key for each request.`,
    );
  }
  if (found.kind === "running") {
    throw new DomainError(
      "conflict",
      "idempotency_key_in_flight",
      `A request with Idempotency-Key "${key}" is still in progress.`,
      {
        retryAfterSeconds: 1,
      },
    );
  }
  try {
    const answer = await work();
    await store.finish(orgId, key, route, answer);
    return { ...answer, replayed: false };
  } catch (error) {
    await store.abandon(orgId, key, route);
    throw error;
  }
}
