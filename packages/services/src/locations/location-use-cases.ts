import type { VariableStore } from "@millrace/core/variables";
import { activateVersion, rollbackVersion } from "./activate-version";
import { knownNames } from "./known-names";
import { type PushDeps, pushVersion } from "./push-version";
import {
  getActiveManifest,
  getLocation,
  getVersionDetail,
  listActivations,
  listDefinitions,
  listLocations,
  listVersions,
} from "./read-locations";
import { setEgress } from "./set-egress";
import { hasBundle, uploadBundle } from "./upload-bundle";

/** Code locations and their versions, bound to their needs. Loading is the worker's: see `loadVersion`. */
export const locationUseCases = (deps: PushDeps & { readonly variables: Pick<VariableStore, "list"> }) => ({
  list: listLocations(deps),
  get: getLocation(deps),
  hasBundle: hasBundle(deps),
  uploadBundle: uploadBundle(deps),
  push: pushVersion(deps),
  listVersions: listVersions(deps),
  getVersion: getVersionDetail(deps),
  getActiveManifest: getActiveManifest(deps),
  listActivations: listActivations(deps),
  listDefinitions: listDefinitions(deps),
  knownNames: knownNames(deps),
  activate: activateVersion(deps),
  rollback: rollbackVersion(deps),
  setEgress: setEgress(deps),
});
export type LocationUseCases = ReturnType<typeof locationUseCases>;
