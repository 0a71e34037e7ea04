import { DomainError } from "@millrace/core";
import type { LocationRecord, LocationStore } from "./ports";

/** Who pushes: a person, or a service token (`userId` null), which an admin made for the purpose. */
export type Pusher = { readonly userId: string | null; readonly isAdmin: boolean };

/** True when the pusher may push for a team: its members, admins and service tokens. */
export async function mayPushFor(
  locations: Pick<LocationStore, "isTeamMember">,
  orgId: string,
  pusher: Pusher,
  teamId: string,
): Promise<boolean> {
  if (pusher.isAdmin || pusher.userId === null) return true;
  return locations.isTeamMember(orgId, teamId, pusher.userId);
}

/** Refuses a location whose name is taken: it belongs to a team for which the pusher may not push. */
export async function assertMayPush(
  locations: Pick<LocationStore, "isTeamMember">,
  orgId: string,
  pusher: Pusher,
  location: LocationRecord,
): Promise<void> {
  if (!location.team || (await mayPushFor(locations, orgId, pusher, location.team.id))) return;
  throw new DomainError(
    "conflict",
    "location_name_taken",
    `The code location "${location.name}" belongs to the team "${location.team.slug}", for which you may not push. Choose another \`location\` in millrace.config.ts, or have an admin add you to the team`,
  );
}
