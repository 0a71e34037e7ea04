import { isAtLeast, type Role } from "./roles";

/** Every permission and the least role that has it. */
const MINIMUM_ROLE = {
  "organization:read": "viewer",
  "deployment:read": "viewer",
  "location:read": "viewer",
  "run:read": "viewer",
  "asset:read": "viewer",
  "automation:read": "viewer",
  "backfill:read": "viewer",
  "alert:read": "viewer",
  "limit:read": "viewer",
  "team:read": "viewer",
  "member:read": "viewer",

  "run:launch": "launcher",
  "run:cancel": "launcher",
  "backfill:launch": "launcher",

  "automation:toggle": "editor",
  "location:push": "editor",
  "location:activate": "editor",
  "variable:read": "editor",
  "variable:manage": "editor",
  "alert:manage": "editor",
  "asset:wipe": "editor",
  "asset:state": "editor",
  "partition:manage": "editor",

  "member:manage": "admin",
  "team:manage": "admin",
  "limit:manage": "admin",
  "deployment:update": "admin",
  "location:manage": "admin",
  "egress:manage": "admin",
  "token:manage": "admin",
  "slack:manage": "admin",

  "organization:update": "owner",
  "deployment:manage": "owner",
  "owner:manage": "owner",
  "audit:read": "owner",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof MINIMUM_ROLE;

export const PERMISSIONS = Object.keys(MINIMUM_ROLE) as readonly Permission[];

/** The least role that has a permission. */
export const minimumRoleFor = (permission: Permission): Role => MINIMUM_ROLE[permission];

export const roleCan = (role: Role, permission: Permission): boolean => isAtLeast(role, MINIMUM_ROLE[permission]);
