import type { ConflictingKey, DefinitionEntry, Manifest, ManifestProblem } from "../manifest";
import type { WireError } from "../wire-error";

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

/** A code location as a deployment shows it. */
export type LocationSummary = LocationRecord & {
  readonly active: { versionId: string; number: number; activatedAt: Date; activatedBy: string } | null;
  readonly latest: Pick<VersionRecord, "id" | "number" | "status" | "createdAt" | "error"> | null;
};

/** Makes `versionId` the active version of a deployment. */
export type ActivationRequest = {
  readonly deploymentId: string;
  readonly locationId: string;
  readonly versionId: string;
  readonly kind: "push" | "rollback" | "activate";
  readonly by: string;
  readonly definitions: readonly DefinitionEntry[];
};

/**
 * The result of an activation: `taken` names a key of another code location, `superseded` a newer version that is active
 * (only for pushes: a roll-back replaces a newer version on purpose).
 */
export type ActivationOutcome =
  | { readonly kind: "activated" }
  | { readonly kind: "taken"; readonly by: ConflictingKey }
  | { readonly kind: "superseded"; readonly number: number };

/** The manifest that a version's bundle declares. */
export type LoadedManifest = {
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

export type BundleSummary = {
  readonly hash: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
};
