import { DomainError, didYouMeanText } from "@millrace/core";
import type { LocationRecord, LocationStore } from "@millrace/core/locations";

/** Who pushes: a person, or a service token (`userId` null), which an admin made for the purpose. */
export type Pusher = { readonly userId: string | null; readonly isAdmin: boolean };

/** True when the pusher may push for a team: its members, admins and service tokens. */
export async function canPushForTeam(
  locations: Pick<LocationStore, "isTeamMember">,
  orgId: string,
  pusher: Pusher,
  teamId: string,
): Promise<boolean> {
  if (pusher.isAdmin || pusher.userId === null) return true;
  return locations.isTeamMember(orgId, teamId, pusher.userId);
}

/** Where a push goes: a location that there is, or a new one and the team that is to own it. */
export type PushTarget =
  | { readonly kind: "known"; readonly location: LocationRecord }
  | { readonly kind: "new"; readonly team: LocationRecord["team"] };

/**
 * Finds where a push goes.
 * @throws DomainError `location_name_taken`, `team_not_found` or `not_team_member` to who may not push there
 */
export async function findPushTarget(
  locations: LocationStore,
  orgId: string,
  pusher: Pusher,
  input: { readonly location: string; readonly team?: string | undefined },
): Promise<PushTarget> {
  const location = await locations.findByName(orgId, input.location);
  if (!location) {
    return {
      kind: "new",
      team: input.team === undefined ? null : await teamToOwn(locations, orgId, pusher, input.team),
    };
  }
  await assertCanPush(locations, orgId, pusher, location);
  return { kind: "known", location };
}

async function teamToOwn(locations: LocationStore, orgId: string, pusher: Pusher, slug: string) {
  const team = await locations.findTeam(orgId, slug);
  if (!team) {
    const { teams } = await locations.knownOwners(orgId);
    const message = `No team named "${slug}".${didYouMeanText(slug, teams)} Update \`team\` in millrace.config.ts.`;
    throw new DomainError("notFound", "team_not_found", message);
  }
  if (await canPushForTeam(locations, orgId, pusher, team.id)) return team;
  throw new DomainError("forbidden", "not_team_member", `You must be a member of team "${slug}" to push for it.`);
}

/** Refuses a location whose name is taken: it belongs to a team for which the pusher may not push. */
async function assertCanPush(
  locations: Pick<LocationStore, "isTeamMember">,
  orgId: string,
  pusher: Pusher,
  location: LocationRecord,
): Promise<void> {
  if (!location.team || (await canPushForTeam(locations, orgId, pusher, location.team.id))) return;
  throw new DomainError(
    "conflict",
    "location_name_taken",
    `The code location "${location.name}" belongs to team "${location.team.slug}", which you aren't a member of. Choose another \`location\` in millrace.config.ts or ask an admin to add you to the team.`,
  );
}
