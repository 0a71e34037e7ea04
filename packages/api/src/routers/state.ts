import { AssetRef } from "@millrace/services/assets";
import {
  PartitionStateRef,
  PartitionStatesInput,
  ResetStateInput,
  SetStateInput,
  type StateUseCases,
} from "@millrace/services/state";
import { byAsset } from "../auth/locators";
import { deploymentProcedure, locatedProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** What assets keep in `ctx.state`. */
export const stateRouter = (state: StateUseCases) => {
  const ofAsset = { input: AssetRef, location: byAsset(state) };
  return router({
    get: deploymentProcedure("asset:read")
      .input(AssetRef)
      .query(({ ctx, input }) => state.get(ctx.org.scope, ctx.deployment, input)),
    partitions: deploymentProcedure("asset:read")
      .input(PartitionStatesInput)
      .query(({ ctx, input }) => state.listPartitions(ctx.org.scope, ctx.deployment, input)),
    partition: deploymentProcedure("asset:read")
      .input(PartitionStateRef)
      .query(({ ctx, input }) => state.getPartition(ctx.org.scope, ctx.deployment, input)),
    set: locatedProcedure("asset:state", ofAsset)
      .input(SetStateInput)
      .mutation(({ ctx, input }) => state.set(ctx.org.scope, ctx.deployment, input)),
    reset: locatedProcedure("asset:state", ofAsset)
      .input(ResetStateInput)
      .mutation(({ ctx, input }) => state.reset(ctx.org.scope, ctx.deployment, input)),
  });
};
