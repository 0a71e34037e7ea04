import { DomainError, newId } from "@millrace/core";
import { Slug, type TeamStore } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";

const TeamName = z.string().trim().min(1, "is missing").max(80, "must have at most 80 characters");

export const TeamRef = z.object({ team: z.string().min(1).max(100).describe("the team's slug") });
export const CreateTeamInput = z.object({ slug: Slug, name: TeamName });
export const UpdateTeamInput = TeamRef.extend({ name: TeamName });
export const TeamMemberInput = TeamRef.extend({ userId: z.string().max(100) });

type Deps = { teams: TeamStore };

export const getTeam = (deps: Deps) => async (scope: Scope, slug: string) => {
  const team = await deps.teams.findBySlug(scope.orgId, slug);
  if (!team) throw new DomainError("notFound", "team_not_found", `No team named "${slug}".`);
  return team;
};

/** Creates a team. Definitions name it as an owner by its slug, so the slug never changes. */
export const createTeam =
  (deps: Deps) =>
  async (scope: Scope, input: z.infer<typeof CreateTeamInput>): Promise<{ id: string; slug: string }> => {
    const id = newId("team");
    const audit = { actor: scope.actor, action: "team.created", target: input.slug };
    if ((await deps.teams.create(scope.orgId, { id, slug: input.slug, name: input.name }, audit)) === "slugTaken") {
      throw new DomainError("conflict", "team_slug_taken", `A team named "${input.slug}" already exists.`, {
        details: [{ pointer: "/slug", code: "team_slug_taken", detail: "is taken" }],
      });
    }
    return { id, slug: input.slug };
  };

export const updateTeam =
  (deps: Deps) =>
  async (scope: Scope, input: z.infer<typeof UpdateTeamInput>): Promise<void> => {
    const team = await getTeam(deps)(scope, input.team);
    const audit = { actor: scope.actor, action: "team.renamed", target: team.slug, details: { name: input.name } };
    await deps.teams.rename(scope.orgId, team.id, input.name, audit);
  };

export const deleteTeam =
  (deps: Deps) =>
  async (scope: Scope, slug: string): Promise<void> => {
    const team = await getTeam(deps)(scope, slug);
    const audit = { actor: scope.actor, action: "team.deleted", target: slug };
    if ((await deps.teams.delete(scope.orgId, team.id, audit)) === "ownsLocations") {
      const names = team.locations.map((location) => `"${location.name}"`).join(", ");
      throw new DomainError(
        "conflict",
        "team_owns_locations",
        `This team owns code locations (${names}). Transfer them to another team first.`,
      );
    }
  };

export const addTeamMember =
  (deps: Deps) =>
  async (scope: Scope, input: z.infer<typeof TeamMemberInput>): Promise<void> => {
    const team = await getTeam(deps)(scope, input.team);
    const audit = {
      actor: scope.actor,
      action: "team.memberAdded",
      target: team.slug,
      details: { userId: input.userId },
    };
    if ((await deps.teams.addMember(scope.orgId, team.id, input.userId, audit)) === "notMember") {
      throw new DomainError("notFound", "member_not_found", "Only members of the organization can join a team.");
    }
  };

export const removeTeamMember =
  (deps: Deps) =>
  async (scope: Scope, input: z.infer<typeof TeamMemberInput>): Promise<void> => {
    const team = await getTeam(deps)(scope, input.team);
    const audit = {
      actor: scope.actor,
      action: "team.memberRemoved",
      target: team.slug,
      details: { userId: input.userId },
    };
    if (await deps.teams.removeMember(scope.orgId, team.id, input.userId, audit)) return;
    throw new DomainError("notFound", "member_not_found", "This person isn't a member of the team.");
  };
