/**
 * The caller's address as the nearest trusted proxy saw it: with `trustedHops` proxies in front, the entry that many
 * places from the right of X-Forwarded-For. What stands further left is the caller's own claim.
 */
export function clientAddress(request: Request, trustedHops: number): string | undefined {
  if (trustedHops < 1) return undefined;
  const hops = request.headers.get("x-forwarded-for")?.split(",") ?? [];
  const address = hops
    .at(-trustedHops)
    ?.trim()
    .replace(/^::ffff:(?=\d+\.)/, "");
  return address || undefined;
}
