import { DomainError } from "@millrace/core";
import { isAtLeast, type MemberStore, ROLES, type Role } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";

export const RoleInput = z.enum(ROLES);
export const ChangeRoleInput = z.object({ userId: z.string().max(100), role: RoleInput });
export const RemoveMemberInput = z.object({ userId: z.string().max(100) });

type Deps = { members: MemberStore };

/** Changes a member's role; no one hands out or touches more than the own role, and an owner always remains. */
export const changeRole =
  (deps: Deps) =>
  async (scope: Scope, actorRole: Role, input: z.infer<typeof ChangeRoleInput>): Promise<void> => {
    const member = await existing(deps, scope, input.userId);
    assertWithin(actorRole, input.role);
    assertWithin(actorRole, member.role);
    const outcome = await deps.members.changeRole(scope.orgId, input.userId, input.role, {
      actor: scope.actor,
      action: "member.roleChanged",
      target: input.userId,
      details: { email: member.email, from: member.role, to: input.role },
    });
    refuse(outcome);
  };

/** Ends a membership, with its grants, team memberships and personal tokens. Everybody may leave. */
export const removeMember =
  (deps: Deps) =>
  async (scope: Scope, actorRole: Role, input: z.infer<typeof RemoveMemberInput>): Promise<void> => {
    const member = await existing(deps, scope, input.userId);
    assertWithin(actorRole, member.role);
    const outcome = await deps.members.remove(scope.orgId, input.userId, {
      actor: scope.actor,
      action: "member.removed",
      target: input.userId,
      details: { email: member.email, role: member.role },
    });
    refuse(outcome);
  };

/** Refuses to touch or to hand out a role above the own one. */
export function assertWithin(actorRole: Role, role: Role): void {
  if (isAtLeast(actorRole, role)) return;
  throw new DomainError("forbidden", "role_above_own", `This requires the ${role} role. Your role is ${actorRole}.`);
}

async function existing(deps: Deps, scope: Scope, userId: string) {
  const member = await deps.members.find(scope.orgId, userId);
  if (!member) throw new DomainError("notFound", "member_not_found", "Member not found.");
  return member;
}

function refuse(outcome: "changed" | "removed" | "lastOwner" | "gone"): void {
  if (outcome === "gone") throw new DomainError("notFound", "member_not_found", "This member no longer exists.");
  if (outcome === "lastOwner") {
    throw new DomainError(
      "conflict",
      "last_owner",
      "An organization needs at least one owner. Make someone else an owner first.",
    );
  }
}
