import { DomainError, newId } from "@millrace/core";
import { DestinationInput } from "@millrace/core/alerts";
import type { TeamStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";
import { getTeam, TeamRef } from "./teams";

export const SetDestinationInput = TeamRef.extend({ destination: DestinationInput });

export const RemoveDestinationInput = TeamRef.extend({ id: z.string().max(100) });

type Deps = { teams: TeamStore };

/** Sets where a team is notified: one destination per kind and severity. */
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

/** Removes a destination of a team; throws `destination_not_found`. */
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
