import { DomainError } from "@millrace/core";
import type { ActivationOutcome, ActivationStore, VersionRecord, VersionStore } from "@millrace/core/locations";
import { definitionEntries, keyTakenMessage } from "@millrace/core/manifest";
import type { Scope } from "../scope";

type Deps = { readonly versions: VersionStore; readonly activations: ActivationStore };
type Named = { readonly id: string; readonly name: string };

/** Makes a version what the deployment serves, by its number. */
export const activateVersion =
  (deps: Deps) =>
  async (
    scope: Scope,
    deployment: Named,
    location: Named,
    input: { version: number; kind?: "rollback" | "activate" },
  ): Promise<VersionRecord> => {
    const version = await getVersion(deps, scope, location, { number: input.version });
    const manifest = version.status === "READY" ? await deps.versions.manifestOf(scope.orgId, version.id) : null;
    if (!manifest) {
      throw new DomainError(
        "conflict",
        "version_not_ready",
        `Version ${version.number} of "${location.name}" is ${version.status} and can't be activated. Activate a READY version (see millrace versions ls).`,
      );
    }
    const kind = input.kind ?? "activate";
    const outcome = await deps.activations.activate(
      scope.orgId,
      {
        deploymentId: deployment.id,
        locationId: location.id,
        versionId: version.id,
        kind,
        by: scope.actor.name,
        definitions: definitionEntries(manifest),
      },
      {
        actor: scope.actor,
        action: kind === "rollback" ? "location.rolled_back" : "location.activated",
        target: location.name,
        details: { version: version.number, deployment: deployment.name },
      },
    );
    assertActivated(outcome);
    return version;
  };

function assertActivated(outcome: ActivationOutcome): void {
  if (outcome.kind === "taken") throw new DomainError("conflict", "definition_key_taken", keyTakenMessage(outcome.by));
  if (outcome.kind === "superseded") {
    throw new DomainError("conflict", "version_superseded", `A newer version (${outcome.number}) is already active.`);
  }
}

/** Makes the version active again that was so before the present one. */
export const rollbackVersion =
  (deps: Deps) =>
  async (scope: Scope, deployment: Named, location: Named): Promise<VersionRecord> => {
    const activeId = await deps.activations.activeVersionId(scope.orgId, deployment.id, location.id);
    const history = await deps.activations.history(scope.orgId, deployment.id, location.id, 200);
    const current = history.find((entry) => entry.versionId === activeId);
    const target = current && history.find((entry) => entry.number < current.number);
    if (!target) {
      throw new DomainError(
        "conflict",
        "nothing_to_roll_back",
        `No earlier version of "${location.name}" was active in ${deployment.name}, so there is nothing to roll back to.`,
      );
    }
    return activateVersion(deps)(scope, deployment, location, { version: target.number, kind: "rollback" });
  };

/** A version of a location; unknown ones are an error that says how to list them. */
export async function getVersion(
  deps: Pick<Deps, "versions">,
  scope: Scope,
  location: Named,
  ref: { id: string } | { number: number },
): Promise<VersionRecord> {
  const version = await deps.versions.find(scope.orgId, location.id, ref);
  if (version) return version;
  const name = "id" in ref ? ref.id : ref.number;
  throw new DomainError(
    "notFound",
    "version_not_found",
    `Code location "${location.name}" has no version ${name}. See millrace versions ls.`,
  );
}
