import type { AuditDraft } from "@millrace/core/identity";
import type {
  ConflictingKey,
  DefinitionEntry,
  DefinitionKind,
  Manifest,
  ManifestProblem,
  WatchedSubject,
} from "@millrace/core/manifest";
import type { WireError } from "@millrace/protocol";

export type VersionStatus = "UPLOADED" | "LOADING" | "READY" | "FAILED";

/** A pushed version of a code location, without its manifest. */
export type VersionRecord = {
  readonly id: string;
  readonly number: number;
  readonly locationId: string;
  readonly location: string;
  readonly status: VersionStatus;
  readonly bundleHash: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
  readonly externalId: string | null;
  readonly commit: string | null;
  readonly commitMessage: string | null;
  readonly pushedBy: string;
  readonly pushedByName: string;
  /** The deployment in which it becomes active once it is ready. */
  readonly activateIn: string | null;
  readonly loadTimeoutMs: number;
  readonly createdAt: Date;
  readonly loadedAt: Date | null;
  readonly loadMs: number | null;
  readonly error: WireError | null;
  readonly warnings: readonly ManifestProblem[];
};

export type NewVersion = Pick<
  VersionRecord,
  | "id"
  | "locationId"
  | "bundleHash"
  | "externalId"
  | "commit"
  | "commitMessage"
  | "pushedBy"
  | "pushedByName"
  | "activateIn"
  | "loadTimeoutMs"
>;

export type LocationRecord = {
  readonly id: string;
  readonly name: string;
  readonly team: { readonly id: string; readonly slug: string } | null;
  readonly egress: readonly string[];
};

/** A location as a deployment shows it. */
export type LocationSummary = LocationRecord & {
  readonly active: { versionId: string; number: number; activatedAt: Date; activatedBy: string } | null;
  readonly latest: Pick<VersionRecord, "id" | "number" | "status" | "createdAt" | "error"> | null;
};

/** Make `versionId` what the deployment serves. */
export type ActivationRequest = {
  readonly deploymentId: string;
  readonly locationId: string;
  readonly versionId: string;
  readonly kind: "push" | "rollback" | "activate";
  readonly by: string;
  readonly definitions: readonly DefinitionEntry[];
};

/**
 * What became of an activation: `taken` names a key of another location, `superseded` a newer version that is active
 * already (for pushes only: whoever rolls back means it).
 */
export type ActivationOutcome =
  | { readonly kind: "activated" }
  | { readonly kind: "taken"; readonly by: ConflictingKey }
  | { readonly kind: "superseded"; readonly number: number };

export type LoadedVersion = {
  readonly manifest: Manifest;
  readonly warnings: readonly ManifestProblem[];
  readonly loadMs: number;
};

export type ActivationEntry = {
  readonly versionId: string;
  readonly number: number;
  readonly kind: string;
  readonly at: Date;
  readonly by: string;
};

export type LocationStore = {
  findByName(orgId: string, name: string): Promise<LocationRecord | null>;
  create(
    orgId: string,
    location: { id: string; name: string; teamId: string | null; createdBy: string },
    audit: AuditDraft,
  ): Promise<"created" | "nameTaken">;
  list(orgId: string, deploymentId: string): Promise<readonly LocationSummary[]>;
  setEgress(orgId: string, locationId: string, allow: readonly string[], audit: AuditDraft): Promise<void>;
  findTeam(orgId: string, slug: string): Promise<{ id: string; slug: string } | null>;
  isTeamMember(orgId: string, teamId: string, userId: string): Promise<boolean>;
  /** Slugs of the teams and addresses of the members, for warnings about owners. */
  knownOwners(orgId: string): Promise<{ teams: readonly string[]; members: readonly string[] }>;
  /** What alert policies name of that which a deployment has from a location. */
  watchedSubjects(orgId: string, deploymentId: string, locationId: string): Promise<readonly WatchedSubject[]>;
};

export type BundleSummary = {
  readonly hash: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
};

export type BundleStore = {
  /** Says that the bundle's object is stored, and used now. Waits for a deletion of the same bundle to end. */
  record(orgId: string, bundle: BundleSummary): Promise<void>;
  /** Whether the bundle is stored; if it is, it stays for a day at least. */
  touch(orgId: string, hash: string): Promise<boolean>;
};

export type VersionStore = {
  /**
   * Gives the version the location's next number and asks for it to be loaded, in one transaction; null when its bundle
   * is not stored.
   */
  create(orgId: string, version: NewVersion, audit: AuditDraft): Promise<VersionRecord | null>;
  find(orgId: string, locationId: string, ref: { id: string } | { number: number }): Promise<VersionRecord | null>;
  findByExternalId(orgId: string, locationId: string, externalId: string): Promise<VersionRecord | null>;
  /** Newest first; one more than `limit` when there is more. */
  list(
    orgId: string,
    locationId: string,
    page: { limit: number; beforeNumber?: number | undefined },
  ): Promise<readonly VersionRecord[]>;
  manifestOf(orgId: string, versionId: string): Promise<Manifest | null>;
  /** Moves to LOADING what was uploaded (or whose load was lost); null for what is loaded, failed or unknown. */
  startLoading(orgId: string, versionId: string): Promise<VersionRecord | null>;
  /** Only a version that is still loading can fail; `false` is stale. */
  fail(orgId: string, versionId: string, error: WireError, warnings: readonly ManifestProblem[]): Promise<boolean>;
  /** READY and, if asked, active, in one transaction: nothing of either when a key is taken. */
  complete(
    orgId: string,
    versionId: string,
    loaded: LoadedVersion,
    activation: { request: ActivationRequest; audit: AuditDraft } | null,
  ): Promise<ActivationOutcome | { readonly kind: "ready" } | { readonly kind: "stale" }>;
};

export type ActivationStore = {
  activate(orgId: string, request: ActivationRequest, audit: AuditDraft): Promise<ActivationOutcome>;
  activeVersionId(orgId: string, deploymentId: string, locationId: string): Promise<string | null>;
  /** Newest first. */
  history(orgId: string, deploymentId: string, locationId: string, limit: number): Promise<readonly ActivationEntry[]>;
  listDefinitions(
    orgId: string,
    deploymentId: string,
    filter: { kind?: DefinitionKind | undefined; locationId?: string | undefined },
  ): Promise<readonly (DefinitionEntry & { location: string })[]>;
};
