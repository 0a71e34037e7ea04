/** The run as the projections need it. */
export type AppendedRun = {
  readonly orgId: string;
  readonly id: string;
  readonly deploymentId: string;
  readonly partitionKeys: string[];
};
