import type { Destination, RoutingTable } from "@millrace/core/alerts";
import { expect, test } from "vitest";
import { routeOwner } from "./destinations";

const destination = (id: string, over: Partial<Destination> = {}): Destination => ({
  id,
  teamId: "team_1",
  deploymentId: null,
  kind: "slack",
  target: `#${id}`,
  severity: null,
  ...over,
});

const table = (destinations: readonly Destination[], slackDefaultChannel: string | null = null): RoutingTable => ({
  orgSlug: "acme",
  deployment: "production",
  sendsAlerts: true,
  teams: [{ id: "team_1", slug: "ingest" }],
  destinations,
  slackDefaultChannel,
});

const targets = (destinations: readonly Destination[], severity: Parameters<typeof routeOwner>[2]) =>
  routeOwner("team:ingest", table(destinations), severity).flatMap((route) => route.destination?.id ?? []);

test.each([
  ["info", []],
  ["warning", ["d"]],
  ["error", ["d"]],
  ["critical", ["d"]],
] as const)("an incident of severity %s reaches a destination for warnings and above: %j", (severity, expected) => {
  expect(targets([destination("d", { severity: "warning" })], severity)).toEqual(expected);
});

test("a critical incident reaches the destination for critical ones and the one for everything", () => {
  const both = [destination("all"), destination("oncall", { kind: "email", severity: "critical" })];
  expect(targets(both, "critical")).toEqual(["oncall", "all"]);
  expect(targets(both, "error")).toEqual(["all"]);
});

test("prefers Slack to email and email to a webhook among destinations for the same severity", () => {
  const kinds = (["webhook", "email", "slack"] as const).map((kind) => destination(kind, { kind }));
  expect(targets(kinds, "error")).toEqual(["slack"]);
  expect(targets(kinds.slice(0, 2), "error")).toEqual(["email"]);
});

test("uses the default destination, with a warning, if no destination of the team accepts the severity", () => {
  const all = [destination("oncall", { severity: "critical" }), destination("default", { teamId: null })];
  expect(routeOwner("team:ingest", table(all), "error")).toEqual([
    {
      destination: all[1],
      warning:
        'Sent to the default destination because team "ingest" has no destination for severity "error". Add one on the team\'s page.',
    },
  ]);
});

test("uses the default of the deployment before the organization's, and that before Slack's default channel", () => {
  const ofDeployment = destination("deployment", { teamId: null, deploymentId: "dep_1" });
  const ofOrganization = destination("organization", { teamId: null });
  const first = (destinations: readonly Destination[]) =>
    routeOwner("default", table(destinations, "C1"), "error")[0]?.destination?.target;
  expect(first([ofOrganization, ofDeployment])).toBe("#deployment");
  expect(first([ofOrganization, { ...ofDeployment, severity: "critical" }])).toBe("#organization");
  expect(first([])).toBe("C1");
  expect(routeOwner("default", table([]), "error")).toEqual([{ destination: null, warning: null }]);
});

test("sends to a person's address directly", () => {
  expect(routeOwner("ada@acme.example", table([]), "info")).toMatchObject([
    { destination: { kind: "email", target: "ada@acme.example" }, warning: null },
  ]);
});
