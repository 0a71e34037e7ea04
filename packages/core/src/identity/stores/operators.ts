import type { Quotas } from "../../quotas";
import type { Actor, AuditDraft } from "../audit";

/** The size of an organization, as the platform's operators see it. */
export type OrganizationUsage = Quotas & {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly storedBytes: number;
  readonly members: number;
  readonly runsInProgress: number;
  readonly runsQueued: number;
};

/** The quotas that new organizations start with. */
export type DefaultQuotas = { unscopedDefaultQuotas(): Promise<Quotas> };

/** What operators see and set: the sizes and quotas of organizations, never their data. */
export type OperatorStore = DefaultQuotas & {
  unscopedListOrganizations(): Promise<readonly OrganizationUsage[]>;
  setQuota(orgId: string, quota: Partial<Quotas>, audit: AuditDraft): Promise<boolean>;
  unscopedSetDefaultQuotas(quotas: Quotas, actor: Actor): Promise<void>;
};
