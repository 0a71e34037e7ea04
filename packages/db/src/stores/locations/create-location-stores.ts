import type { Db } from "../../db";
import { createVariableStore } from "../variables/variables";
import { createActivationStore } from "./activations";
import { createBundleStore } from "./bundles";
import { createLocationStore } from "./locations";
import { createVersionStore } from "./versions";

/** The stores of code locations, their bundles, versions and variables. */
export const createLocationStores = (db: Db) => ({
  locations: createLocationStore(db),
  bundles: createBundleStore(db),
  versions: createVersionStore(db),
  activations: createActivationStore(db),
  variables: createVariableStore(db),
});
export type LocationStores = ReturnType<typeof createLocationStores>;
