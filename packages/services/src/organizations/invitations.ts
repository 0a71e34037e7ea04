import { randomBytes } from "node:crypto";
import { DomainError, newId, type RateLimiter } from "@millrace/core";
import {
  type AccountStore,
  type Actor,
  EmailAddress,
  type InvitationStore,
  type MemberStore,
  type OrganizationStore,
  type Role,
} from "@millrace/core/identity";
import { z } from "zod";
import { hashSecret } from "../accounts/links";
import type { Clock } from "../clock";
import type { Mailer } from "../mail/mailer";
import { mails } from "../mail/templates";
import { takeAttempts } from "../rate-limiter";
import type { Scope } from "../scope";
import { assertWithin, RoleInput } from "./members";

const LIFE_MS = 7 * 86_400_000;

export const InviteInput = z.object({ email: EmailAddress, role: RoleInput });

export type InvitationDeps = {
  invitations: InvitationStore;
  members: MemberStore;
  organizations: OrganizationStore;
  accounts: AccountStore;
  mailer: Mailer;
  rateLimiter: RateLimiter;
  clock: Clock;
  publicUrl: string;
};

/** Emails an invitation; an open one of the same address is replaced. */
export const inviteMember =
  (deps: InvitationDeps) =>
  async (scope: Scope, actorRole: Role, input: z.infer<typeof InviteInput>): Promise<{ id: string }> => {
    assertWithin(actorRole, input.role);
    await takeAttempts(deps.rateLimiter, [`invite:${scope.orgId}`], 60);
    const members = await deps.members.list(scope.orgId);
    if (members.some((member) => member.email === input.email)) {
      throw new DomainError("conflict", "already_member", `${input.email} is already a member.`);
    }
    const organization = await deps.organizations.get(scope.orgId);
    const id = newId("invitation");
    const secret = randomBytes(24).toString("base64url");
    const now = deps.clock.now();
    await deps.invitations.create(
      scope.orgId,
      {
        id,
        email: input.email,
        role: input.role,
        invitedBy: scope.actor.name,
        inviterId: scope.actor.id,
        createdAt: now,
        expiresAt: new Date(now.getTime() + LIFE_MS),
        tokenHash: hashSecret(secret),
      },
      { actor: scope.actor, action: "member.invited", target: input.email, details: { role: input.role } },
    );
    const link = `${deps.publicUrl}/invitations/${secret}`;
    await deps.mailer.send(mails.invitation(input.email, scope.actor.name, organization?.name ?? "", link));
    return { id };
  };

/** What an invitation's link invites to; null when it is not open any more. */
export const findInvitation = (deps: InvitationDeps) => async (secret: string) => {
  const found = await deps.invitations.unscopedFindOpen(hashSecret(secret), deps.clock.now());
  return found && { organization: found.orgName, email: found.email, role: found.role, invitedBy: found.invitedBy };
};

/** Joins the organization. The link was mailed to the invited address: only the account of that address may use it. */
export const acceptInvitation =
  (deps: InvitationDeps) =>
  async (actor: Actor, secret: string): Promise<{ slug: string }> => {
    const now = deps.clock.now();
    const invitation = await deps.invitations.unscopedFindOpen(hashSecret(secret), now);
    const account = await deps.accounts.find(actor.id);
    if (!invitation || !account) throw gone();
    if (account.email !== invitation.email) {
      throw new DomainError(
        "forbidden",
        "invitation_email_mismatch",
        `This invitation is for ${invitation.email}. Sign in with that address.`,
      );
    }
    if (!account.emailVerifiedAt) await deps.accounts.markVerified(account.id, now);
    const audit = {
      actor,
      action: "member.joined",
      target: actor.id,
      details: { email: account.email, role: invitation.role },
    };
    const outcome = await deps.invitations.accept(invitation.orgId, invitation.id, actor.id, now, audit);
    if (outcome === "gone") throw gone();
    return { slug: invitation.orgSlug };
  };

export const revokeInvitation =
  (deps: InvitationDeps) =>
  async (scope: Scope, id: string): Promise<void> => {
    const audit = { actor: scope.actor, action: "invitation.revoked", target: id };
    if (await deps.invitations.revoke(scope.orgId, id, deps.clock.now(), audit)) return;
    throw new DomainError("notFound", "invitation_not_found", "Invitation not found.");
  };

const gone = () =>
  new DomainError(
    "notFound",
    "invitation_expired",
    "This invitation has already been used, was revoked, or has expired.",
  );
