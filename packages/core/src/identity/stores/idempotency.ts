/** A response as it is kept for repeated requests. */
export type StoredResponse = { readonly status: number; readonly body: unknown };

export type IdempotencyClaim =
  | { readonly kind: "fresh" }
  | { readonly kind: "running" }
  | { readonly kind: "otherRequest" }
  | { readonly kind: "done"; readonly response: StoredResponse };

/** Keeps responses by idempotency key for 24 hours. */
export type IdempotencyStore = {
  /** Claims a key: `fresh` for the first caller, what is known about it for the others. */
  begin(orgId: string, key: string, route: string, requestHash: string): Promise<IdempotencyClaim>;
  finish(orgId: string, key: string, route: string, response: StoredResponse): Promise<void>;
  /** Releases the key of a request that failed, so that the request can be repeated. */
  abandon(orgId: string, key: string, route: string): Promise<void>;
};
