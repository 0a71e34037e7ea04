import { DEFAULTS, DomainError, newId } from "@millrace/core";
import type {
  ActivationStore,
  LocationRecord,
  LocationStore,
  VersionRecord,
  VersionStore,
} from "@millrace/core/locations";
import { z } from "zod";
import type { Scope } from "../scope";
import { activateVersion } from "./activate-version";
import { findPushTarget, type Pusher } from "./pusher";
import type { UploadDeps } from "./upload-bundle";

export type PushDeps = UploadDeps & {
  readonly locations: LocationStore;
  readonly versions: VersionStore;
  readonly activations: ActivationStore;
};

/** A code location's name: what `location` in millrace.config.ts may be. */
export const LocationName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/,
    "must be 1 to 63 letters, digits, '_', '-' or '.', starting with a letter or digit",
  );

export const PushVersionInput = z.object({
  location: LocationName,
  bundleHash: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal"),
  activate: z.boolean().default(true),
  /** The team that owns the location, if this push creates it. */
  team: z.string().max(100).optional(),
  externalId: z.string().min(1).max(200).optional(),
  commit: z.string().max(100).optional(),
  commitMessage: z.string().max(500).optional(),
  loadTimeoutMs: z
    .int()
    .min(1_000)
    .max(DEFAULTS.evaluation.authorMaxMs, "must be at most 300000 (5 minutes)")
    .optional(),
});
export type PushVersionInput = z.infer<typeof PushVersionInput>;

/**
 * Creates a version of a code location from an uploaded bundle and has it loaded; the first push creates the location.
 * With an `externalId` that was pushed before, that version is answered again and nothing new is made.
 */
export const pushVersion =
  (deps: PushDeps) =>
  async (
    scope: Scope,
    pusher: Pusher,
    deployment: { id: string; name: string },
    input: PushVersionInput,
  ): Promise<{ version: VersionRecord; created: boolean }> => {
    const location = await findOrCreateLocation(deps, scope, pusher, input);
    const activateIn = input.activate ? deployment.id : null;
    const known = await findPushed(deps, scope, location, input.externalId, activateIn);
    if (known) {
      if (input.activate && known.status === "READY") {
        await activateVersion(deps)(scope, deployment, location, { version: known.number });
      }
      return { version: known, created: false };
    }
    const version = await deps.versions.create(
      scope.orgId,
      {
        id: newId("version"),
        locationId: location.id,
        bundleHash: input.bundleHash,
        externalId: input.externalId ?? null,
        commit: input.commit ?? null,
        commitMessage: input.commitMessage ?? null,
        pushedBy: scope.actor.id,
        pushedByName: scope.actor.name,
        activateIn,
        loadTimeoutMs: input.loadTimeoutMs ?? DEFAULTS.evaluation.versionLoadMs,
      },
      {
        actor: scope.actor,
        action: "location.pushed",
        target: location.name,
        details: { bundleHash: input.bundleHash },
      },
    );
    if (version) return { version, created: true };
    throw new DomainError(
      "notFound",
      "bundle_not_uploaded",
      `Bundle ${input.bundleHash} not found. Upload it first: PUT …/locations/${location.name}/bundles/${input.bundleHash}`,
    );
  };

async function findOrCreateLocation(
  deps: PushDeps,
  scope: Scope,
  pusher: Pusher,
  input: PushVersionInput,
): Promise<LocationRecord> {
  const target = await findPushTarget(deps.locations, scope.orgId, pusher, input);
  if (target.kind === "known") return target.location;
  const { team } = target;
  const location = { id: newId("location"), name: input.location, teamId: team?.id ?? null, createdBy: scope.actor.id };
  const outcome = await deps.locations.create(scope.orgId, location, {
    actor: scope.actor,
    action: "location.created",
    target: input.location,
    ...(team ? { details: { team: team.slug } } : {}),
  });
  if (outcome === "nameTaken") return findOrCreateLocation(deps, scope, pusher, input);
  return { id: location.id, name: location.name, team, egress: [] };
}

/** A version of an earlier push of the same thing, unless it failed or was asked to go elsewhere before it was ready. */
async function findPushed(
  deps: PushDeps,
  scope: Scope,
  location: LocationRecord,
  externalId: string | undefined,
  activateIn: string | null,
): Promise<VersionRecord | undefined> {
  if (externalId === undefined) return undefined;
  const known = await deps.versions.findByExternalId(scope.orgId, location.id, externalId);
  if (!known || known.status === "FAILED") return undefined;
  return known.status === "READY" || known.activateIn === activateIn ? known : undefined;
}
