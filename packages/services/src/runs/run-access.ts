import { DomainError } from "@millrace/core";

/** A deployment as somebody sees it: grants of a code location raise what they may do with its runs. */
export type RunViewer = {
  readonly id: string;
  can(permission: "run:launch" | "run:cancel", locationId?: string): boolean;
};

/** Refuses what the viewer's role at a code location does not allow. */
export function assertMay(viewer: RunViewer, permission: "run:launch" | "run:cancel", locationId: string): void {
  if (viewer.can(permission, locationId)) return;
  throw new DomainError("forbidden", "permission_missing", `Your role lacks the permission ${permission} here`);
}
