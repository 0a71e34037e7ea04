export { RemoveDestinationInput, SetDestinationInput } from "./destinations";
export { type TeamUseCases, teamUseCases } from "./team-use-cases";
export { CreateTeamInput, TeamMemberInput, TeamRef, UpdateTeamInput } from "./teams";
