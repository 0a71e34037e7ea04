export type RateVerdict = { readonly allowed: boolean; readonly remaining: number; readonly resetSeconds: number };

/** Counts attempts per bucket, for all processes together. */
export type RateLimiter = {
  take(bucket: string, limit: { readonly max: number; readonly windowSeconds: number }): Promise<RateVerdict>;
};
