import { isEmailOwner, teamOfOwner } from "@millrace/core/alerts";
import type { Place, RoutingTable } from "./ports";

export type Route = {
  /** Null: there is nowhere to send; the message is kept as a preview. */
  readonly place: (Omit<Place, "id"> & { readonly id: string | null }) | null;
  readonly warning: string | null;
};

const KIND_ORDER = ["slack", "email", "webhook"] as const;

/** Where an owner is told: the team's own place, else the deployment's default, else the organization's. */
export function routeOwner(owner: string, book: RoutingTable, severity: string): Route {
  if (isEmailOwner(owner)) {
    return {
      place: { id: null, teamId: null, deploymentId: null, kind: "email", target: owner, severity: null },
      warning: null,
    };
  }
  const slug = teamOfOwner(owner);
  if (slug === undefined) return { place: defaultDestination(book, severity), warning: null };

  const team = book.teams.find((candidate) => candidate.slug === slug);
  if (!team) {
    return {
      place: defaultDestination(book, severity),
      warning: `Sent to the default destination because no team named "${slug}" exists. Create the team or fix the owner "${owner}".`,
    };
  }
  const own = pick(
    book.places.filter((place) => place.teamId === team.id),
    severity,
  );
  if (own) return { place: own, warning: null };
  return {
    place: defaultDestination(book, severity),
    warning: `Sent to the default destination because team "${slug}" has no destination. Add one on the team's page.`,
  };
}

/** Fixed places of a policy; those that were deleted are left out. */
export const policyDestinations = (ids: readonly string[], book: RoutingTable): readonly Place[] =>
  book.places.filter((place) => ids.includes(place.id));

function defaultDestination(book: RoutingTable, severity: string): Route["place"] {
  const unowned = book.places.filter((place) => place.teamId === null);
  const ofDeployment = pick(
    unowned.filter((place) => place.deploymentId !== null),
    severity,
  );
  const ofOrganization = pick(
    unowned.filter((place) => place.deploymentId === null),
    severity,
  );
  const ofSlack = book.slackDefaultChannel
    ? ({
        id: null,
        teamId: null,
        deploymentId: null,
        kind: "slack",
        target: book.slackDefaultChannel,
        severity: null,
      } as const)
    : null;
  return ofDeployment ?? ofOrganization ?? ofSlack;
}

/** A place for this severity beats one for all; Slack beats e-mail beats a webhook. */
function pick(places: readonly Place[], severity: string): Place | null {
  const fitting = places.filter((place) => place.severity === null || place.severity === severity);
  const rank = (place: Place) => KIND_ORDER.indexOf(place.kind) * 2 + (place.severity === null ? 1 : 0);
  return [...fitting].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}
