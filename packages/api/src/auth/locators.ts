import type { AssetUseCases } from "@millrace/services/assets";
import type { PartitionUseCases } from "@millrace/services/partitions";
import type { LaunchRunInput, RunTarget, RunUseCases } from "@millrace/services/runs";
import type { StateUseCases } from "@millrace/services/state";
import type { Located, Locator } from "./locator";

/** Checks in the code location of a run. */
export const byRun = (runs: Pick<RunUseCases, "findLocationId">): Locator<{ runId: string }> => ({
  where: "code location of the run",
  find: async (scope, deployment, { runId }) => ({
    locationIds: [await runs.findLocationId(scope, deployment, runId)],
  }),
});

/** Checks in the code location that defines the job or the assets to launch; finds that target on the way. */
export const byTarget = (
  runs: Pick<RunUseCases, "findTarget">,
): Locator<LaunchRunInput, Located & { readonly target: RunTarget }> => ({
  where: "code location of the launched job or assets",
  find: async (scope, deployment, input) => {
    const target = await runs.findTarget(scope, deployment, input);
    const locationIds = [target, ...(target.elsewhere ?? [])].map((it) => it.locationId);
    return { target, locationIds, needsAll: true };
  },
});

/** Checks in the code location of an asset. */
export const byAsset = (assets: Pick<AssetUseCases | StateUseCases, "findLocationId">): Locator<{ key: string }> => ({
  where: "code location of the asset",
  find: async (scope, deployment, { key }) => ({ locationIds: [await assets.findLocationId(scope, deployment, key)] }),
});

/** Checks in the deployment, or in any code location that uses a partition set. */
export const byPartitionSet = (partitions: Pick<PartitionUseCases, "findLocationIds">): Locator<{ set: string }> => ({
  where: "deployment, or a code location that uses the partition set",
  find: async (scope, deployment, { set }) => ({
    locationIds: [undefined, ...(await partitions.findLocationIds(scope, deployment, set))],
  }),
});
