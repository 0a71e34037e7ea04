import type { Permission } from "@millrace/core/identity";

/** What names a deployment: its ID to stores, its name to people. */
export type NamedDeployment = { readonly id: string; readonly name: string };

/** A deployment as a caller sees it: `can` answers for the whole deployment, or for one of its code locations. */
export type ViewedDeployment<P extends Permission> = NamedDeployment & {
  can(permission: P, locationId?: string): boolean;
};
