import type { Destination, DestinationRecord } from "../../alerts/records";
import type { AuditDraft } from "../audit";

/** A destination of a team, with its health. */
export type TeamDestination = Omit<DestinationRecord, "teamId" | "deploymentId">;

export type NewTeamDestination = Omit<Destination, "teamId" | "deploymentId">;

export type NewTeam = { readonly id: string; readonly slug: string; readonly name: string };

export type TeamSummary = NewTeam & {
  readonly createdAt: Date;
  readonly members: number;
  readonly destinations: readonly TeamDestination[];
};

export type TeamDetail = Omit<TeamSummary, "members"> & {
  readonly members: readonly { readonly userId: string; readonly name: string; readonly email: string }[];
  readonly locations: readonly { readonly id: string; readonly name: string }[];
};

export type TeamStore = {
  list(orgId: string): Promise<readonly TeamSummary[]>;
  findBySlug(orgId: string, slug: string): Promise<TeamDetail | null>;
  create(orgId: string, team: NewTeam, audit: AuditDraft): Promise<"created" | "slugTaken">;
  rename(orgId: string, teamId: string, name: string, audit: AuditDraft): Promise<void>;
  /** `ownsLocations`: the team still owns code locations, and nothing was deleted. */
  delete(orgId: string, teamId: string, audit: AuditDraft): Promise<"deleted" | "ownsLocations">;
  addMember(orgId: string, teamId: string, userId: string, audit: AuditDraft): Promise<"added" | "notMember">;
  removeMember(orgId: string, teamId: string, userId: string, audit: AuditDraft): Promise<boolean>;
  /** Sets the team's destination of a kind and severity; returns its ID. */
  setDestination(orgId: string, teamId: string, destination: NewTeamDestination, audit: AuditDraft): Promise<string>;
  removeDestination(orgId: string, teamId: string, id: string, audit: AuditDraft): Promise<boolean>;
};
