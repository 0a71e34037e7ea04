import type { AuditDraft } from "../audit";
import type { Role } from "../roles";

export type Invitation = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** The inviter's name. */
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export type NewInvitation = Invitation & {
  /** The user whose permission the invitation depends on until it is accepted. */
  readonly inviterId: string;
  readonly tokenHash: string;
};

export type FoundInvitation = Invitation & {
  readonly orgId: string;
  readonly orgSlug: string;
  readonly orgName: string;
};

/**
 * Invitations by email. One is open until it is accepted, revoked, or expired, and while its inviter can still invite
 * someone with its role.
 */
export type InvitationStore = {
  /** Creates an invitation; an open one of the same address is revoked. */
  create(orgId: string, invitation: NewInvitation, audit: AuditDraft): Promise<void>;
  listOpen(orgId: string, now: Date): Promise<readonly Invitation[]>;
  revoke(orgId: string, id: string, at: Date, audit: AuditDraft): Promise<boolean>;
  /** Finds an open invitation by the hash of its link's secret. */
  unscopedFindOpen(tokenHash: string, now: Date): Promise<FoundInvitation | null>;
  /** Makes the person a member, never with a lower role than before, and uses the invitation. */
  accept(orgId: string, id: string, userId: string, at: Date, audit: AuditDraft): Promise<"accepted" | "gone">;
};
