import type { AwaitLoad, LocationUseCases } from "@millrace/services/locations";
import type { StateUseCases } from "@millrace/services/state";
import type { VariableUseCases } from "@millrace/services/variables";
import type { Route } from "./route";
import { type AuditRouteDeps, auditRoutes } from "./routes/audit";
import { type DeploymentRouteDeps, deploymentRoutes } from "./routes/deployments";
import { locationRoutes } from "./routes/locations";
import { type PartitionRouteDeps, partitionRoutes } from "./routes/partitions";
import { type RunRouteDeps, runRoutes } from "./routes/runs";
import { stateRoutes } from "./routes/state";
import { variableRoutes } from "./routes/variables";
import { whoamiRoutes } from "./routes/whoami";

/** What the routes need; each file of routes names its part. */
export type RestRouteDeps = RunRouteDeps &
  DeploymentRouteDeps &
  PartitionRouteDeps &
  AuditRouteDeps & {
    readonly locations: LocationUseCases;
    readonly awaitLoad: AwaitLoad;
    readonly variables: VariableUseCases;
    readonly state: StateUseCases;
  };

/** Every route of the public API. */
export const createRestRoutes = (deps: RestRouteDeps): readonly Route[] => [
  ...whoamiRoutes,
  ...auditRoutes(deps),
  ...deploymentRoutes(deps),
  ...locationRoutes(deps),
  ...variableRoutes(deps),
  ...stateRoutes(deps),
  ...partitionRoutes(deps),
  ...runRoutes(deps),
];
