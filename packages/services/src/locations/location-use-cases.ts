import type { Scope } from "../scope";
import { activateVersion, rollbackVersion } from "./activate-version";
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
export const locationUseCases = (deps: PushDeps) => ({
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
  knownOwners: (scope: Scope) => deps.locations.knownOwners(scope.orgId),
  activate: activateVersion(deps),
  rollback: rollbackVersion(deps),
  setEgress: setEgress(deps),
});
export type LocationUseCases = ReturnType<typeof locationUseCases>;
