import { DomainError, newId } from "@millrace/core";
import type { Grant, GrantStore, Role } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";
import { assertWithin, RoleInput } from "./members";

const Id = z.string().max(100);

export const SetGrantInput = z
  .object({
    userId: Id.optional(),
    teamId: Id.optional(),
    deploymentId: Id.optional(),
    locationId: Id.optional(),
    role: RoleInput.exclude(["owner"]),
  })
  .refine((grant) => (grant.userId === undefined) !== (grant.teamId === undefined), "Specify a user or a team.")
  .refine((grant) => grant.deploymentId ?? grant.locationId, "Specify a deployment, a code location, or both.");

type Deps = { grants: GrantStore };

/** Raises someone's role at a place. */
export const setGrant =
  (deps: Deps) =>
  async (scope: Scope, actorRole: Role, input: z.infer<typeof SetGrantInput>): Promise<{ id: string }> => {
    assertWithin(actorRole, input.role);
    const grant: Grant = {
      id: newId("membership"),
      userId: input.userId ?? null,
      teamId: input.teamId ?? null,
      deploymentId: input.deploymentId ?? null,
      locationId: input.locationId ?? null,
      role: input.role,
    };
    const audit = {
      actor: scope.actor,
      action: "grant.set",
      target: grant.userId ?? grant.teamId ?? "",
      details: input,
    };
    if ((await deps.grants.set(scope.orgId, grant, audit)) === "unknown") {
      throw new DomainError(
        "notFound",
        "grant_subject_not_found",
        "The user, team, deployment, or code location isn't in this organization.",
      );
    }
    return { id: grant.id };
  };

export const removeGrant =
  (deps: Deps) =>
  async (scope: Scope, id: string): Promise<void> => {
    if (await deps.grants.remove(scope.orgId, id, { actor: scope.actor, action: "grant.removed", target: id })) return;
    throw new DomainError("notFound", "grant_not_found", "Grant not found.");
  };
