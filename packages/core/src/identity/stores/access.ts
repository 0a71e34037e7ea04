import type { RoleGrant } from "../access";
import type { Role } from "../roles";

/** A person's membership of an organization, with the grants of the person and of the person's teams. */
export type Membership = {
  readonly orgId: string;
  /** The organization's slug and name. */
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly grants: readonly RoleGrant[];
};

/** A membership as it counts for a session. Tokens don't need a second factor. */
export type SessionMembership = Membership & {
  /** The organization requires a second factor, and the person has none. */
  readonly isSecondFactorMissing: boolean;
};

/** Looks up what every request needs before it is allowed to do anything. */
export type AccessReader = {
  findMembership(userId: string, orgSlug: string): Promise<SessionMembership | null>;
  findDeployment(
    orgId: string,
    name: string,
  ): Promise<{ readonly id: string; readonly name: string; readonly kind: string } | null>;
  findLocationId(orgId: string, name: string): Promise<string | null>;
};
