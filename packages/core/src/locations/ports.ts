import type { AuditDraft } from "../identity/audit";
import type { DefinitionEntry, DefinitionKind, Manifest, ManifestProblem, WatchedSubject } from "../manifest";
import type { WireError } from "../wire-error";
import type {
  ActivationEntry,
  ActivationOutcome,
  ActivationRequest,
  BundleSummary,
  LoadedManifest,
  LocationRecord,
  LocationSummary,
  NewVersion,
  VersionRecord,
} from "./records";

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
  /** The jobs and assets of a code location that alert policies of a deployment name. */
  watchedSubjects(orgId: string, deploymentId: string, locationId: string): Promise<readonly WatchedSubject[]>;
};

export type BundleStore = {
  /** Records that the bundle's object is stored and in use. Waits for a deletion of the same bundle to end. */
  record(orgId: string, bundle: BundleSummary): Promise<void>;
  /** Whether the bundle is stored. If it is, it is kept for at least a day. */
  touch(orgId: string, hash: string): Promise<boolean>;
};

export type VersionStore = {
  /**
   * Gives the version the code location's next number and enqueues its load, in one transaction. Null if its bundle isn't
   * stored.
   */
  create(orgId: string, version: NewVersion, audit: AuditDraft): Promise<VersionRecord | null>;
  find(orgId: string, locationId: string, ref: { id: string } | { number: number }): Promise<VersionRecord | null>;
  findByExternalId(orgId: string, locationId: string, externalId: string): Promise<VersionRecord | null>;
  /** Newest first. */
  list(
    orgId: string,
    locationId: string,
    page: { limit: number; beforeNumber?: number | undefined },
  ): Promise<readonly VersionRecord[]>;
  manifestOf(orgId: string, versionId: string): Promise<Manifest | null>;
  /** Moves a version to LOADING that was uploaded, or whose load was lost. Null for any other. */
  startLoading(orgId: string, versionId: string): Promise<VersionRecord | null>;
  /** Marks a version as failed. False if its load has ended. */
  fail(orgId: string, versionId: string, error: WireError, warnings: readonly ManifestProblem[]): Promise<boolean>;
  /** Makes a version READY and, if requested, active, in one transaction: neither if a key is taken. */
  complete(
    orgId: string,
    versionId: string,
    loaded: LoadedManifest,
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
