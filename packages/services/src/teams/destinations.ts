import { DomainError, newId } from "@millrace/core";
import { EmailAddress } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";
import type { TeamStore } from "./ports";
import { getTeam, TeamRef } from "./teams";

const Severity = z.enum(["warning", "error", "critical"]).nullable().default(null).describe("null = all");

export const SetDestinationInput = TeamRef.extend({
  destination: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("slack"), target: z.string().trim().min(1, "is missing").max(100), severity: Severity }),
    z.object({ kind: z.literal("email"), target: EmailAddress, severity: Severity }),
    z.object({
      kind: z.literal("webhook"),
      target: z.url({ protocol: /^https$/, error: "must be an https URL" }).max(2000),
      severity: Severity,
    }),
  ]),
});

export const RemoveDestinationInput = TeamRef.extend({ id: z.string().max(100) });

type Deps = { teams: TeamStore };

/** Says where a team is told; one place per kind and severity. */
export const setDestination =
  (deps: Deps) =>
  async (scope: Scope, input: z.infer<typeof SetDestinationInput>): Promise<{ id: string }> => {
    const team = await getTeam(deps)(scope, input.team);
    const { kind, target, severity } = input.destination;
    const id = await deps.teams.setDestination(
      scope.orgId,
      team.id,
      { id: newId("destination"), kind, target, severity },
      { actor: scope.actor, action: "team.destinationSet", target: team.slug, details: { kind, target, severity } },
    );
    return { id };
  };

export const removeDestination =
  (deps: Deps) =>
  async (scope: Scope, input: z.infer<typeof RemoveDestinationInput>): Promise<void> => {
    const team = await getTeam(deps)(scope, input.team);
    const audit = {
      actor: scope.actor,
      action: "team.destinationRemoved",
      target: team.slug,
      details: { id: input.id },
    };
    if (await deps.teams.removeDestination(scope.orgId, team.id, input.id, audit)) return;
    throw new DomainError("notFound", "destination_not_found", "Destination not found.");
  };
