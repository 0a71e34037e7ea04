/** The run as the projections of a batch need it. */
export type AppendedRun = {
  readonly orgId: string;
  readonly id: string;
  readonly deploymentId: string;
  readonly partitionKeys: string[];
  /** Assets that steps of the batch materialize, by step: as planned, whatever the sandbox says. */
  readonly stepAssets: Readonly<Record<string, readonly string[]>>;
};

/** Returns the assets that a step materializes. */
export const assetsOf = ({ stepAssets }: Pick<AppendedRun, "stepAssets">, step: string): readonly string[] =>
  Object.hasOwn(stepAssets, step) ? (stepAssets[step] ?? []) : [];
