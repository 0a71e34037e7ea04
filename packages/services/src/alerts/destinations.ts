import {
  bySeverity,
  CHANNEL_KINDS,
  type Destination,
  isAtLeastSeverity,
  isEmailOwner,
  type RoutingTable,
  type Severity,
  teamOfOwner,
} from "@millrace/core/alerts";

/** A destination of a route; without an id where none is stored, such as a person's own address. */
export type RoutedDestination = Omit<Destination, "id"> & { readonly id: string | null };

export type Route = {
  /** Null if there is nowhere to send to: the message is kept as a preview. */
  readonly destination: RoutedDestination | null;
  readonly warning: string | null;
};

/**
 * Returns where an owner is notified: the team's destinations that accept the severity, else the default destination
 * with a warning that says why.
 */
export function routeOwner(owner: string, table: RoutingTable, severity: Severity): readonly Route[] {
  if (isEmailOwner(owner)) return [{ destination: unstored("email", owner), warning: null }];
  const slug = teamOfOwner(owner);
  if (slug === undefined) return defaultRoutes(table, severity, null);

  const team = table.teams.find((candidate) => candidate.slug === slug);
  if (!team) {
    return defaultRoutes(
      table,
      severity,
      `Sent to the default destination because no team named "${slug}" exists. Create the team or fix the owner "${owner}".`,
    );
  }
  const ofTeam = table.destinations.filter((destination) => destination.teamId === team.id);
  const accepting = onePerLevel(ofTeam, severity);
  if (accepting.length > 0) return accepting.map((destination) => ({ destination, warning: null }));
  const lacking = ofTeam.length > 0 ? `no destination for severity "${severity}"` : "no destination";
  return defaultRoutes(
    table,
    severity,
    `Sent to the default destination because team "${slug}" has ${lacking}. Add one on the team's page.`,
  );
}

/** Returns the fixed destinations of a policy; deleted ones are left out. */
export const policyDestinations = (ids: readonly string[], table: RoutingTable): readonly Destination[] =>
  table.destinations.filter((destination) => ids.includes(destination.id));

/** The deployment's default, else the organization's, else the default channel of its Slack workspace. */
function defaultRoutes(table: RoutingTable, severity: Severity, warning: string | null): readonly Route[] {
  const defaults = table.destinations.filter((destination) => destination.teamId === null);
  const ofDeployment = defaults.filter((destination) => destination.deploymentId !== null);
  const ofOrganization = defaults.filter((destination) => destination.deploymentId === null);
  const accepting = [ofDeployment, ofOrganization]
    .map((destinations) => onePerLevel(destinations, severity))
    .find((destinations) => destinations.length > 0);
  if (accepting) return accepting.map((destination) => ({ destination, warning }));
  return [{ destination: table.slackDefaultChannel ? unstored("slack", table.slackDefaultChannel) : null, warning }];
}

/**
 * Of the destinations that accept a severity, one for each level at which they begin, the strictest level first.
 * Within a level Slack comes before email, and email before a webhook.
 */
function onePerLevel(destinations: readonly Destination[], severity: Severity): readonly Destination[] {
  const accepting = destinations.filter((it) => isAtLeastSeverity(severity, minimumOf(it)));
  const levels = [...new Set(accepting.map(minimumOf))].sort((a, b) => bySeverity(b, a));
  return levels.flatMap((level) => {
    const [first] = accepting
      .filter((destination) => minimumOf(destination) === level)
      .sort((a, b) => CHANNEL_KINDS.indexOf(a.kind) - CHANNEL_KINDS.indexOf(b.kind));
    return first ? [first] : [];
  });
}

const minimumOf = (destination: Destination): Severity => destination.severity ?? "info";

const unstored = (kind: Destination["kind"], target: string): RoutedDestination => ({
  id: null,
  teamId: null,
  deploymentId: null,
  kind,
  target,
  severity: null,
});
