/** Where a request comes from. */
export type Client = { readonly ip?: string | undefined; readonly userAgent?: string | undefined };
