/** What a member may be, from least to most; each role may do all that those before it may. */
export const ROLES = ["viewer", "launcher", "editor", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (value: string): value is Role => (ROLES as readonly string[]).includes(value);

/** True when `role` is `minimum` or more. */
export const isAtLeast = (role: Role, minimum: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(minimum);

/** The most permissive of several roles. */
export function strongestRole(first: Role, ...others: readonly Role[]): Role {
  return others.reduce((strongest, role) => (isAtLeast(role, strongest) ? role : strongest), first);
}

/** The least permissive of several roles. */
export function weakestRole(first: Role, ...others: readonly Role[]): Role {
  return others.reduce((weakest, role) => (isAtLeast(role, weakest) ? weakest : role), first);
}
