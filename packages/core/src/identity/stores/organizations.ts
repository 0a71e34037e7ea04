import type { Quotas } from "../../quotas";
import type { AuditDraft } from "../audit";
import type { Role } from "../roles";
import type { NewDeployment } from "./deployments";

export type Organization = Quotas & {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Bytes in object storage. */
  readonly storedBytes: number;
  readonly retentionDays: number | null;
  readonly pausedAt: Date | null;
  readonly defaultOwner: string | null;
  /** Members without a second factor can't open the organization. */
  readonly requiresSecondFactor: boolean;
};

export type NewOrganization = Quotas & Pick<Organization, "id" | "slug" | "name">;

export type OrganizationChange = Partial<
  Pick<Organization, "name" | "defaultOwner" | "retentionDays" | "pausedAt" | "requiresSecondFactor">
>;

/** An organization as its members see it in the switcher. */
export type OrganizationSummary = Pick<Organization, "id" | "slug" | "name"> & { readonly role: Role };

export type OrganizationStore = {
  /** Creates an organization with its first owner and deployments. */
  create(
    organization: NewOrganization,
    ownerId: string,
    deployments: readonly NewDeployment[],
    audit: AuditDraft,
  ): Promise<"created" | "slugTaken">;
  get(orgId: string): Promise<Organization | null>;
  /** Lists the organizations of a person, by name. */
  unscopedListOf(userId: string): Promise<readonly OrganizationSummary[]>;
  update(orgId: string, change: OrganizationChange, audit: AuditDraft): Promise<void>;
};
