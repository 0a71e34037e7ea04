import { DomainError } from "@millrace/core";

/**
 * Refuses what another site could make a browser send: every request but GET and HEAD must come from an allowed
 * origin and carry JSON, which a form cannot.
 */
export function assertSameOriginMutation(request: Request, origins: readonly string[]): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") throw crossSite();
  const origin = request.headers.get("origin");
  if (origin !== null && !origins.includes(origin)) throw crossSite();
  if (origin === null && site === null) throw crossSite();
  assertJson(request);
}

/** Refuses bodies that are not declared as JSON. */
export function assertJson(request: Request): void {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json" || type?.endsWith("+json")) return;
  throw new DomainError(
    "invalid",
    "content_type_not_json",
    "The request body must be JSON with Content-Type: application/json.",
  );
}

const crossSite = () => new DomainError("forbidden", "cross_site_request", "Cross-origin request blocked.");
