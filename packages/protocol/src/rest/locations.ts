import { DefinitionDiff, DefinitionKind, Manifest, ManifestProblem } from "@millrace/core/manifest";
import { z } from "zod";
import { WireError } from "../wire-error";
import { PageOf, Timestamp } from "./common";

export const VersionStatus = z.enum(["UPLOADED", "LOADING", "READY", "FAILED"]);

/** A pushed version of a code location. */
export const Version = z.object({
  id: z.string(),
  number: z.int(),
  location: z.string(),
  status: VersionStatus,
  isActive: z.boolean(),
  bundleHash: z.string(),
  packedBytes: z.int(),
  unpackedBytes: z.int(),
  files: z.int(),
  externalId: z.string().nullable(),
  commit: z.string().nullable(),
  commitMessage: z.string().nullable(),
  pushedByName: z.string(),
  createdAt: Timestamp,
  loadedAt: Timestamp.nullable(),
  loadMs: z.int().nullable(),
  /** Why it does not load, with the author's source. */
  error: WireError.nullable(),
  warnings: z.array(ManifestProblem).readonly(),
});
export type Version = z.infer<typeof Version>;

/** With the difference to what the deployment serves (for the active one: to what it served before). */
export const VersionDetail = Version.extend({ diff: DefinitionDiff.nullable() });
export type VersionDetail = z.infer<typeof VersionDetail>;
export const VersionPage = PageOf(Version);

export const Location = z.object({
  id: z.string(),
  name: z.string(),
  team: z.string().nullable(),
  active: z.object({ number: z.int(), activatedAt: Timestamp, activatedBy: z.string() }).nullable(),
  latest: z
    .object({ number: z.int(), status: VersionStatus, createdAt: Timestamp, error: WireError.nullable() })
    .nullable(),
});
export type Location = z.infer<typeof Location>;
export const LocationList = z.object({ data: z.array(Location).readonly() });

/** What a location's code may reach: `host:port`, `*.host:port` or `public`. */
export const EgressList = z.object({ allow: z.array(z.string()).readonly() });

export const BundlePresence = z.object({ hash: z.string(), exists: z.boolean() });

export const UploadedBundle = z.object({
  hash: z.string(),
  packedBytes: z.int(),
  unpackedBytes: z.int(),
  files: z.int(),
});
export type UploadedBundle = z.infer<typeof UploadedBundle>;

export const PushBody = z.object({
  bundleHash: z.string(),
  activate: z.boolean().optional(),
  team: z.string().optional(),
  externalId: z.string().optional(),
  commit: z.string().optional(),
  commitMessage: z.string().optional(),
  loadTimeoutMs: z.int().optional(),
});
export type PushBody = z.infer<typeof PushBody>;

/** `created: false`: the external id was pushed before, and this is that version. */
export const PushAnswer = z.object({ created: z.boolean(), version: Version });
export type PushAnswer = z.infer<typeof PushAnswer>;

export const ActiveManifest = z.object({ location: z.string(), manifest: Manifest.nullable() });
export type ActiveManifest = z.infer<typeof ActiveManifest>;

/** One asset, check, job, schedule or sensor that a deployment serves. `data` is its entry in the manifest. */
export const Definition = z.object({
  kind: DefinitionKind,
  key: z.string(),
  location: z.string(),
  group: z.string().nullable(),
  owners: z.array(z.string()).readonly(),
  data: z.record(z.string(), z.unknown()).readonly(),
});
export type Definition = z.infer<typeof Definition>;
export const DefinitionList = z.object({ data: z.array(Definition).readonly() });
export type DefinitionList = z.infer<typeof DefinitionList>;
