import type { Permission } from "@millrace/core/identity";
import type { Scope } from "@millrace/services";
import type { DeploymentAccess } from "./access";

/** The code locations in which a permission counts; `undefined` in the list is the deployment as a whole. */
export type Located = {
  readonly locationIds: readonly (string | undefined)[];
  /** True if the permission is needed in each of them rather than in any. */
  readonly needsAll?: boolean;
};

/** Finds the code location of the object that a request names, so that grants of that location count. */
export type Locator<Ref, Found extends Located = Located> = {
  /** Where the permission is checked, for the API's description: "code location of the run". */
  readonly where: string;
  /** @throws {DomainError} `notFound` when the request names an object that doesn't exist */
  find(scope: Scope, deployment: DeploymentAccess, ref: Ref): Promise<Found>;
};

/** Returns true when the caller has the permission in one of the places that a locator found, or in all if needed. */
export function canInAny(
  deployment: DeploymentAccess,
  permission: Permission,
  { locationIds, needsAll = false }: Located,
): boolean {
  const can = (locationId: string | undefined) => deployment.can(permission, locationId);
  return needsAll ? locationIds.every(can) : locationIds.some(can);
}
