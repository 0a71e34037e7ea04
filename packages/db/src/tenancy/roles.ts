import type { Scope } from "./scope";

/**
 * Roles that statements run as, created by prisma/migrations/0011_roles. They own nothing. Policies show the application
 * the rows of the organization that the transaction names, and the platform all rows.
 */
export const ROLES = { application: "millrace_app", platform: "millrace_platform" } as const;

/** Statement that puts the transaction in progress into a scope. Prepared once on each connection. */
export const SET_SCOPE = {
  name: "millrace_scope",
  text: "select set_config('role', $1, true), set_config('millrace.org', $2, true)",
};

/** Values of {@link SET_SCOPE}. */
export const scopeValues = (scope: Scope): [role: string, orgId: string] =>
  scope.kind === "platform" ? [ROLES.platform, ""] : [ROLES.application, scope.orgId];
