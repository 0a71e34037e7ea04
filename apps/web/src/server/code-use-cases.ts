import { verifyBundle } from "@millrace/bundle";
import { createDefinitionStore, createLocationStores, createStorageUseStore, type Db } from "@millrace/db";
import { awaitLoad, type Changes, locationUseCases } from "@millrace/services/locations";
import { withStorageQuota } from "@millrace/services/storage";
import { createSecretBox, variableUseCases } from "@millrace/services/variables";
import { openObjects } from "@millrace/storage";
import type { Env } from "./env";

/** Code locations, their versions and their variables. */
export async function codeUseCases(
  env: Pick<Env, "STORAGE_URL" | "MILLRACE_ENCRYPTION_KEYS">,
  db: Db,
  changes: Changes,
) {
  const stores = createLocationStores(db);
  const objects = withStorageQuota(await openObjects(env.STORAGE_URL), createStorageUseStore(db));
  return {
    awaitLoad: awaitLoad({ ...stores, changes }),
    locations: locationUseCases({ ...stores, objects, verifyBundle }),
    variables: variableUseCases({
      ...stores,
      definitions: createDefinitionStore(db),
      secretBox: createSecretBox(env.MILLRACE_ENCRYPTION_KEYS),
    }),
  };
}
