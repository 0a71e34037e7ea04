import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { isDomainError } from "@millrace/core";
import { BUNDLE_FILES } from "@millrace/protocol";
import { codeCachePrefix } from "@millrace/services/locations";
import type { Objects } from "@millrace/storage";

/** V8 trusts its cache: it is made in the organization's own sandbox, kept under its own keys and used there only. */
export const codeCacheKey = (orgId: string, bundleHash: string): string =>
  `${codeCachePrefix(orgId, bundleHash)}${process.version}-${process.arch}`;

/** Puts the stored code cache of a bundle, if there is one, beside its code. Without it the code only loads slower. */
export async function addCodeCache(objects: Objects, orgId: string, bundleHash: string, dir: string): Promise<boolean> {
  const content = await objects.get(codeCacheKey(orgId, bundleHash)).catch((error) => {
    if (isDomainError(error) && error.kind === "notFound") return undefined;
    throw error;
  });
  if (content === undefined) return false;
  const file = join(dir, BUNDLE_FILES.codeCache);
  const unfinished = `${file}.${process.pid}`;
  try {
    await writeFile(unfinished, await buffer(content), { mode: 0o644 });
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return true;
}
