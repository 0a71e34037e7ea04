import type { Role } from "@millrace/core/identity";

export const ROLE_TEXT: Record<Role, { label: string; description: string }> = {
  viewer: { label: "Viewer", description: "Read-only access" },
  launcher: { label: "Launcher", description: "Launches, re-runs and cancels" },
  editor: { label: "Editor", description: "Pushes code, edits alert policies and variables" },
  admin: { label: "Admin", description: "Manages members, teams, limits and tokens" },
  owner: { label: "Owner", description: "Manages the organization and reads the audit log" },
};
