import { createHash } from "node:crypto";
import { DomainError } from "@millrace/core";
import type { IdempotencyStore, StoredResponse } from "@millrace/core/identity";

type Request = { readonly orgId: string; readonly key: string; readonly route: string; readonly body: string };

/** Runs `work` once per key. A repeated request gets the first response again, marked as replayed. */
export async function once(
  store: IdempotencyStore,
  request: Request,
  work: () => Promise<StoredResponse>,
): Promise<StoredResponse & { readonly replayed: boolean }> {
  const { orgId, key, route } = request;
  if (key.length > 200)
    throw new DomainError("invalid", "idempotency_key_invalid", "Idempotency-Key can be up to 200 characters.");
  const found = await store.begin(orgId, key, route, createHash("sha256").update(request.body).digest("hex"));
  if (found.kind === "done") return { ...found.response, replayed: true };
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
    const response = await work();
    await store.finish(orgId, key, route, response);
    return { ...response, replayed: false };
  } catch (error) {
    await store.abandon(orgId, key, route);
    throw error;
  }
}
