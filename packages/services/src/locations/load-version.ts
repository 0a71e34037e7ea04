import type { ActivationRequest, LocationStore, VersionRecord, VersionStore } from "@millrace/core/locations";
import {
  definitionEntries,
  keyTakenMessage,
  type Manifest,
  type ManifestProblem,
  validateManifest,
} from "@millrace/core/manifest";
import type { WireError } from "@millrace/protocol";
import { SYSTEM_ACTOR } from "../scope";
import { withinTime } from "../within-time";

/** What loading a bundle in a sandbox yields. Throws only for what is not the bundle's fault. */
export type LoadOutcome =
  | { readonly kind: "loaded"; readonly manifest: Manifest; readonly loadMs: number }
  | { readonly kind: "failed"; readonly error: WireError };

export type LoadBundle = (
  request: {
    readonly orgId: string;
    readonly locationId: string;
    readonly versionId: string;
    readonly bundleHash: string;
    readonly loadTimeoutMs: number;
  },
  signal: AbortSignal,
) => Promise<LoadOutcome>;

export type LoadDeps = {
  readonly versions: VersionStore;
  readonly locations: LocationStore;
  readonly loadBundle: LoadBundle;
  /** Names of the variables that the location sees in a deployment. */
  readonly variableNames: (orgId: string, deploymentId: string, locationId: string) => Promise<readonly string[]>;
};

/** Runs of others keep their leases meanwhile. Ten thousand assets take a tenth of it. */
const CHECK_MS_MAX = 3_000;
const TOO_SLOW: ManifestProblem = {
  severity: "error",
  code: "manifest_check_too_slow",
  message: `Validating definitions took longer than ${CHECK_MS_MAX / 1_000} seconds. Simplify job selections or split the code location.`,
};

/**
 * Loads an uploaded version in a sandbox, checks its manifest and, if the push asked for it, makes it active.
 * A version that fails leaves what was active serving. Doing it twice does it once.
 */
export const loadVersion =
  (deps: LoadDeps) =>
  async ({ orgId, versionId }: { orgId: string; versionId: string }, signal: AbortSignal): Promise<void> => {
    const version = await deps.versions.startLoading(orgId, versionId);
    if (!version) return;
    const outcome = await deps.loadBundle({ ...version, orgId, versionId }, signal);
    if (outcome.kind === "failed") {
      await deps.versions.fail(orgId, versionId, outcome.error, []);
      return;
    }
    const problems = await findProblems(deps, orgId, version, outcome.manifest);
    const errors = problems.filter((problem) => problem.severity === "error");
    const warnings = problems.filter((problem) => problem.severity === "warning");
    if (errors.length > 0) {
      await deps.versions.fail(orgId, versionId, definitionError(errors), warnings);
      return;
    }
    await complete(deps, orgId, version, { ...outcome, warnings });
  };

/** Gives up on a version that could not be loaded for a reason of the platform's: it must not stay LOADING. */
export const abandonLoad =
  (deps: Pick<LoadDeps, "versions">) =>
  async ({ orgId, versionId }: { orgId: string; versionId: string }): Promise<void> => {
    const message = "Millrace failed to load this version because of a platform error, not your code. Push again.";
    await deps.versions.fail(orgId, versionId, { name: "LoadError", code: "load_unavailable", message }, []);
  };

async function findProblems(
  deps: LoadDeps,
  orgId: string,
  version: VersionRecord,
  manifest: Manifest,
): Promise<ManifestProblem[]> {
  const { activateIn, locationId } = version;
  const owners = await deps.locations.knownOwners(orgId);
  const names = {
    teams: new Set(owners.teams),
    members: new Set(owners.members.map((email) => email.toLowerCase())),
    ...(activateIn === null
      ? {}
      : {
          variables: new Set(await deps.variableNames(orgId, activateIn, locationId)),
          watched: await deps.locations.watchedSubjects(orgId, activateIn, locationId),
        }),
  };
  return withinTime(CHECK_MS_MAX, () => validateManifest(manifest, names))?.value ?? [TOO_SLOW];
}

function definitionError(errors: readonly ManifestProblem[]): WireError {
  const [first, ...others] = errors;
  const code = first!.code;
  const message = [first!, ...others].map((problem) => problem.message).join("\n");
  const source = first!.source;
  const frame = source?.line === undefined ? undefined : { file: source.file, line: source.line, text: "" };
  return { name: "DefinitionError", code, message, ...(frame ? { frame } : {}) };
}

async function complete(
  deps: LoadDeps,
  orgId: string,
  version: VersionRecord,
  loaded: { manifest: Manifest; loadMs: number; warnings: readonly ManifestProblem[] },
): Promise<void> {
  const activation = version.activateIn === null ? null : activationOf(version, version.activateIn, loaded.manifest);
  const outcome = await deps.versions.complete(orgId, version.id, loaded, activation);
  if (outcome.kind === "taken") {
    const error = { name: "DefinitionError", code: "definition_key_taken", message: keyTakenMessage(outcome.by) };
    await deps.versions.fail(orgId, version.id, error, loaded.warnings);
  }
}

function activationOf(version: VersionRecord, deploymentId: string, manifest: Manifest) {
  const request: ActivationRequest = {
    deploymentId,
    locationId: version.locationId,
    versionId: version.id,
    kind: "push",
    by: version.pushedByName,
    definitions: definitionEntries(manifest),
  };
  const details = { version: version.number, pushedBy: version.pushedByName };
  const audit = { actor: SYSTEM_ACTOR, action: "location.activated", target: version.location, details };
  return { request, audit };
}
