import type { Quotas } from "@millrace/core";
import type { AuditDraft, Role } from "@millrace/core/identity";

export type Organization = Quotas & {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: Date;
  /** What is in object storage now. */
  readonly storedBytes: number;
  readonly retentionDays: number | null;
  readonly pausedAt: Date | null;
  readonly defaultOwner: string | null;
};

export type NewDeployment = {
  readonly id: string;
  readonly name: string;
  readonly kind: "production" | "standard" | "branch" | "personal";
  readonly alertsEnabled: boolean;
  readonly ownerUserId?: string | null;
};

export type OrganizationStore = {
  create(
    organization: Quotas & { id: string; slug: string; name: string },
    ownerId: string,
    deployments: readonly NewDeployment[],
    audit: AuditDraft,
  ): Promise<"created" | "slugTaken">;
  get(orgId: string): Promise<Organization | null>;
  /** Those that somebody is a member of, by name. */
  listOf(userId: string): Promise<readonly (Pick<Organization, "id" | "slug" | "name"> & { readonly role: Role })[]>;
  update(
    orgId: string,
    change: Partial<Pick<Organization, "name" | "defaultOwner" | "retentionDays" | "pausedAt">>,
    audit: AuditDraft,
  ): Promise<void>;
};

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
  find(orgId: string, userId: string): Promise<{ role: Role; email: string; name: string } | null>;
  /** `lastOwner`: the change would leave the organization without an owner; nothing was changed. */
  changeRole(orgId: string, userId: string, role: Role, audit: AuditDraft): Promise<"changed" | "lastOwner" | "gone">;
  /** Takes the member's grants, team memberships and personal tokens away too. */
  remove(orgId: string, userId: string, audit: AuditDraft): Promise<"removed" | "lastOwner" | "gone">;
};

export type Invitation = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

export type InvitationStore = {
  /** Replaces an open invitation of the same address. */
  create(orgId: string, invitation: Invitation & { tokenHash: string }, audit: AuditDraft): Promise<void>;
  listOpen(orgId: string, now: Date): Promise<readonly Invitation[]>;
  revoke(orgId: string, id: string, at: Date, audit: AuditDraft): Promise<boolean>;
  /** By the hash of the link's secret, which alone proves that one was invited; null when it is no longer open. */
  unscopedFindOpen(
    tokenHash: string,
    now: Date,
  ): Promise<(Invitation & { readonly orgId: string; readonly orgSlug: string; readonly orgName: string }) | null>;
  /** Makes the person a member (never with less than they had) and uses the invitation up. */
  accept(orgId: string, id: string, userId: string, at: Date, audit: AuditDraft): Promise<"accepted" | "gone">;
};
