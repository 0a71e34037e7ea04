import type { TeamStore } from "@millrace/core/identity";
import type { Scope } from "../scope";
import { removeDestination, setDestination } from "./destinations";
import { addTeamMember, createTeam, deleteTeam, getTeam, removeTeamMember, updateTeam } from "./teams";

/** Teams and where they are told, bound to their store. */
export const teamUseCases = (deps: { teams: TeamStore }) => ({
  list: (scope: Scope) => deps.teams.list(scope.orgId),
  get: getTeam(deps),
  create: createTeam(deps),
  update: updateTeam(deps),
  delete: deleteTeam(deps),
  addMember: addTeamMember(deps),
  removeMember: removeTeamMember(deps),
  setDestination: setDestination(deps),
  removeDestination: removeDestination(deps),
});
export type TeamUseCases = ReturnType<typeof teamUseCases>;
