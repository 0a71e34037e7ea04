import { verifyBundle } from "@millrace/bundle";
import { createDefinitionStore, createLocationStores, createStorageUseStore, type Db } from "@millrace/db";
import { createSecretBox, locationUseCases, variableUseCases, withStorageQuota } from "@millrace/services";
import { openObjects } from "@millrace/storage";
import type { Env } from "./env";

/** Code locations, their versions and their variables. */
export async function codeUseCases(env: Pick<Env, "STORAGE_URL" | "MILLRACE_ENCRYPTION_KEYS">, db: Db) {
  const stores = createLocationStores(db);
  const objects = withStorageQuota(await openObjects(env.STORAGE_URL), createStorageUseStore(db));
  return {
    locations: locationUseCases({ ...stores, objects, verifyBundle }),
    variables: variableUseCases({
      ...stores,
      definitions: createDefinitionStore(db),
      secretBox: createSecretBox(env.MILLRACE_ENCRYPTION_KEYS),
    }),
  };
}
