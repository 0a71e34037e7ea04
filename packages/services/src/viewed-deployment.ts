import type { Permission } from "@millrace/core/identity";

/** A deployment as a caller sees it: `can` answers for the whole deployment, or for one of its code locations. */
export type ViewedDeployment<P extends Permission> = {
  readonly id: string;
  readonly name: string;
  can(permission: P, locationId?: string): boolean;
};
