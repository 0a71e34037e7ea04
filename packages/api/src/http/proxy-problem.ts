/** What is expected of the proxies in front. */
export type ExpectedProxies = {
  /** How many proxies add to X-Forwarded-For. */
  readonly trustedHops: number;
  /** True if the public address is https, so that a proxy must end TLS. */
  readonly isHttps: boolean;
};

/**
 * Returns what is missing from a request that should have come through the expected proxies; undefined if nothing is.
 * Next fills in the headers of a request that has none, so with a plain http address one missing proxy can't be noticed.
 */
export function proxyProblem(request: Request, { trustedHops, isHttps }: ExpectedProxies): string | undefined {
  const entries = request.headers.get("x-forwarded-for")?.split(",").length ?? 0;
  if (entries < trustedHops) {
    return `A request has ${entries} of ${trustedHops} expected entries in X-Forwarded-For, so limits per network address don't apply to it. Set TRUSTED_PROXY_HOPS to the number of proxies.`;
  }
  const protocol = request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  if (isHttps && trustedHops > 0 && protocol !== "https") {
    return "MILLRACE_URL is an https address, but a request arrived without X-Forwarded-Proto: https. Configure the proxy to set X-Forwarded-Proto and X-Forwarded-For, and allow connections to this port only from the proxy.";
  }
  return undefined;
}
