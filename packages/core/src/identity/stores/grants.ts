import type { RoleGrant } from "../access";
import type { AuditDraft } from "../audit";

/** A role beyond the organization's that a person or a team has in a deployment, a code location, or both. */
export type Grant = RoleGrant & {
  readonly id: string;
  readonly userId: string | null;
  readonly teamId: string | null;
};

export type GrantStore = {
  list(orgId: string): Promise<readonly Grant[]>;
  /** Replaces the grantee's role in the same scope; `unknown` when one of the IDs isn't the organization's. */
  set(orgId: string, grant: Grant, audit: AuditDraft): Promise<"set" | "unknown">;
  remove(orgId: string, id: string, audit: AuditDraft): Promise<boolean>;
};
