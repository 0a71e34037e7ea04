export { RemoveDestinationInput, SetDestinationInput } from "./destinations";
export type { NewTeamDestination, TeamDestination, TeamDetail, TeamStore, TeamSummary } from "./ports";
export { type TeamUseCases, teamUseCases } from "./team-use-cases";
export { CreateTeamInput, TeamMemberInput, TeamRef, UpdateTeamInput } from "./teams";
