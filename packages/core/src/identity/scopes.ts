import type { Permission } from "./permissions";

/** The scopes that a token can have, and the permissions that each includes. */
const SCOPE_PERMISSIONS = {
  "organization:read": ["organization:read", "deployment:read", "team:read", "member:read", "limit:read"],
  "locations:read": ["location:read", "deployment:read", "asset:read", "automation:read"],
  "egress:write": ["egress:manage", "location:read"],
  "locations:push": ["location:read", "location:push", "location:activate", "deployment:read"],
  "assets:read": ["asset:read", "deployment:read", "location:read"],
  "assets:write": ["asset:read", "asset:wipe", "asset:state", "partition:manage", "deployment:read"],
  "runs:read": ["run:read", "backfill:read", "asset:read", "deployment:read", "location:read"],
  "runs:launch": [
    "run:read",
    "run:launch",
    "run:cancel",
    "backfill:read",
    "backfill:launch",
    "asset:read",
    "deployment:read",
  ],
  "automation:write": ["automation:read", "automation:toggle", "deployment:read"],
  "alerts:read": ["alert:read", "deployment:read"],
  "alerts:write": ["alert:read", "alert:manage", "deployment:read"],
  "variables:read": ["variable:read", "deployment:read"],
  "variables:write": ["variable:read", "variable:manage", "deployment:read"],
  "limits:write": ["limit:read", "limit:manage", "deployment:read"],
  "audit:read": ["audit:read"],
} as const satisfies Record<string, readonly Permission[]>;

export type TokenScope = keyof typeof SCOPE_PERMISSIONS;

export const TOKEN_SCOPES = Object.keys(SCOPE_PERMISSIONS) as [TokenScope, ...TokenScope[]];

export const isTokenScope = (value: string): value is TokenScope => (TOKEN_SCOPES as string[]).includes(value);

export const scopePermissions = (scope: TokenScope): readonly Permission[] => SCOPE_PERMISSIONS[scope];

/** Returns true when one of the scopes includes the permission. */
export function scopesAllow(scopes: readonly TokenScope[], permission: Permission): boolean {
  return scopes.some((scope) => (SCOPE_PERMISSIONS[scope] as readonly Permission[]).includes(permission));
}

/** The limits of an API token: its scopes, and optionally one deployment and one code location. */
export type TokenRestriction = {
  readonly scopes: readonly TokenScope[];
  readonly deploymentId: string | null;
  readonly locationId: string | null;
};
