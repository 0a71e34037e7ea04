import type { AuditDraft } from "../audit";

export type DeploymentKind = "production" | "standard" | "branch" | "personal";

export type Deployment = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly alertsEnabled: boolean;
  readonly concurrentRunsMax: number;
  readonly runRetriesMax: number;
  readonly defaultOwner: string | null;
  readonly paused: boolean;
  /** The person whose personal deployment it is. */
  readonly ownerUserId: string | null;
  readonly sandboxMemoryBytes: number;
  readonly sandboxCpuCores: number;
  readonly sandboxProcessesMax: number;
  readonly sandboxScratchBytes: number;
  readonly runWallTimeMs: number;
  readonly createdAt: Date;
};

export type NewDeployment = {
  readonly id: string;
  readonly name: string;
  readonly kind: DeploymentKind;
  readonly alertsEnabled: boolean;
  readonly ownerUserId?: string | null;
};

export type DeploymentChange = Partial<Omit<Deployment, "id" | "name" | "kind" | "ownerUserId" | "createdAt">>;

export type DeploymentStore = {
  list(orgId: string): Promise<readonly Deployment[]>;
  create(orgId: string, deployment: NewDeployment, audit: AuditDraft): Promise<"created" | "nameTaken">;
  update(orgId: string, id: string, change: DeploymentChange, audit: AuditDraft): Promise<void>;
};
