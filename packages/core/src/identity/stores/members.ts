import type { AuditDraft } from "../audit";
import type { Role } from "../roles";

export type Member = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly teams: readonly { readonly id: string; readonly slug: string; readonly name: string }[];
};

export type MemberStore = {
  list(orgId: string): Promise<readonly Member[]>;
  find(orgId: string, userId: string): Promise<Pick<Member, "role" | "email" | "name"> | null>;
  /** `lastOwner`: the change would leave the organization without an owner, and nothing was changed. */
  changeRole(orgId: string, userId: string, role: Role, audit: AuditDraft): Promise<"changed" | "lastOwner" | "gone">;
  /** Removes a member with their grants and team memberships, and revokes their personal tokens. */
  remove(orgId: string, userId: string, audit: AuditDraft): Promise<"removed" | "lastOwner" | "gone">;
};
