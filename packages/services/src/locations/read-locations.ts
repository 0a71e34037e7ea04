import { DomainError, decodeCursor, type Page, type PageInput, toPage } from "@millrace/core";
import type {
  ActivationStore,
  LocationRecord,
  LocationStore,
  VersionRecord,
  VersionStore,
} from "@millrace/core/locations";
import { type DefinitionDiff, type DefinitionKind, diffManifests, type Manifest } from "@millrace/core/manifest";
import type { Scope } from "../scope";
import { getVersion } from "./activate-version";

type Deps = {
  readonly locations: LocationStore;
  readonly versions: VersionStore;
  readonly activations: ActivationStore;
};
type Named = { readonly id: string; readonly name: string };

/** A version with what it would change, or changed, against what the deployment serves. */
export type VersionDetail = VersionRecord & { readonly isActive: boolean; readonly diff: DefinitionDiff | null };

/** The code locations of the organization, with what the deployment serves of each. */
export const listLocations = (deps: Deps) => (scope: Scope, deploymentId: string) =>
  deps.locations.list(scope.orgId, deploymentId);

export const getLocation =
  (deps: Deps) =>
  async (scope: Scope, name: string): Promise<LocationRecord> => {
    const location = await deps.locations.findByName(scope.orgId, name);
    if (location) return location;
    throw new DomainError(
      "notFound",
      "location_not_found",
      `Code location "${name}" not found. Your first push creates it.`,
    );
  };

/** Pushed versions, newest first. */
export const listVersions =
  (deps: Deps) =>
  async (
    scope: Scope,
    deploymentId: string,
    location: Named,
    input: PageInput,
  ): Promise<Page<VersionRecord & { isActive: boolean }>> => {
    const cursor = decodeCursor(input.cursor)?.[0];
    const [rows, activeId] = await Promise.all([
      deps.versions.list(scope.orgId, location.id, {
        limit: input.limit + 1,
        beforeNumber: cursor === undefined ? undefined : Number(cursor),
      }),
      deps.activations.activeVersionId(scope.orgId, deploymentId, location.id),
    ]);
    const versions = rows.map((row) => ({ ...row, isActive: row.id === activeId }));
    return toPage(versions, input.limit, (row) => [row.number]);
  };

/** One version, with its diff against what is active (for the active one: against what was so before it). */
export const getVersionDetail =
  (deps: Deps) =>
  async (scope: Scope, deploymentId: string, location: Named, number: number): Promise<VersionDetail> => {
    const version = await getVersion(deps, scope, location, { number });
    const activeId = await deps.activations.activeVersionId(scope.orgId, deploymentId, location.id);
    const isActive = version.id === activeId;
    const baseId = isActive ? await activeBefore(deps, scope, deploymentId, location.id, version.id) : activeId;
    const manifest = await deps.versions.manifestOf(scope.orgId, version.id);
    const base = baseId ? await deps.versions.manifestOf(scope.orgId, baseId) : null;
    return { ...version, isActive, diff: manifest ? diffManifests(base ?? undefined, manifest) : null };
  };

async function activeBefore(deps: Deps, scope: Scope, deploymentId: string, locationId: string, versionId: string) {
  const history = await deps.activations.history(scope.orgId, deploymentId, locationId, 50);
  return history.find((entry) => entry.versionId !== versionId)?.versionId ?? null;
}

/** The manifest that a deployment serves of a location; null before the first activation. */
export const getActiveManifest =
  (deps: Deps) =>
  async (scope: Scope, deploymentId: string, location: Named): Promise<Manifest | null> => {
    const activeId = await deps.activations.activeVersionId(scope.orgId, deploymentId, location.id);
    return activeId ? deps.versions.manifestOf(scope.orgId, activeId) : null;
  };

/** What the deployment serves, of all its locations or one. */
export const listDefinitions =
  (deps: Deps) =>
  (
    scope: Scope,
    deploymentId: string,
    filter: { kind?: DefinitionKind | undefined; locationId?: string | undefined },
  ) =>
    deps.activations.listDefinitions(scope.orgId, deploymentId, filter);

/** When which version was made active. */
export const listActivations = (deps: Deps) => (scope: Scope, deploymentId: string, location: Named) =>
  deps.activations.history(scope.orgId, deploymentId, location.id, 100);
