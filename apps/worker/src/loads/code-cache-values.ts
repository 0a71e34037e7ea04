import { DomainError } from "@millrace/core";
import type { ValueRef } from "@millrace/protocol";
import type { RunValues } from "@millrace/services/values";
import type { BundleRef } from "@millrace/services/worker";
import type { Objects } from "@millrace/storage";
import { codeCacheKey } from "../bundles/code-cache";

const CODE_CACHE_BYTES_MAX = 64 * 1024 * 1024;

/** The values of a load: it may store its code cache and nothing else, and reads nothing. */
export const codeCacheValues =
  (objects: Objects) =>
  (bundle: BundleRef): RunValues => {
    const reject = async (): Promise<never> => {
      throw new DomainError("forbidden", "not_in_a_run", "Values can be read and written only during a run.");
    };
    return {
      get: reject,
      findAsset: reject,
      listAsset: reject,
      listSet: reject,
      async put({ step, output, codec }, content): Promise<ValueRef> {
        if (step !== "$load" || output !== "code-cache") return reject();
        const object = codeCacheKey(bundle.orgId, bundle.bundleHash);
        return { object, codec, ...(await objects.put(object, limited(content))) };
      },
    };
  };

async function* limited(content: AsyncIterable<Uint8Array>) {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > CODE_CACHE_BYTES_MAX)
      throw new DomainError("overLimit", "code_cache_too_large", "The code cache is too large.");
    yield chunk;
  }
}
