/** A bundle's place in object storage: its content is its address. */
export const bundleObject = (orgId: string, hash: string): string => `${orgId}/bundles/${hash}.tgz`;

/** What V8 made of a bundle's code, for each version of Node and each processor. */
export const codeCachePrefix = (orgId: string, hash: string): string => `${orgId}/code-cache/${hash}-`;

type Deps = {
  readonly objects: {
    list(prefix: string): AsyncIterable<{ readonly key: string }>;
    delete(key: string): Promise<void>;
  };
};

/** Deletes everything that is stored of a bundle. */
export const deleteBundleObjects =
  ({ objects }: Deps) =>
  async ({ orgId, hash }: { readonly orgId: string; readonly hash: string }): Promise<void> => {
    for await (const { key } of objects.list(codeCachePrefix(orgId, hash))) await objects.delete(key);
    await objects.delete(bundleObject(orgId, hash));
  };
