import {
  ChangePartitionSetInput,
  ListDynamicKeysInput,
  PartitionChoicesInput,
  type PartitionUseCases,
  SetRef,
} from "@millrace/services/partitions";
import { byPartitionSet } from "../auth/locators";
import { deploymentProcedure, locatedProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Named sets of dynamic partitions. */
export const partitionRouter = (partitions: PartitionUseCases) =>
  router({
    sets: deploymentProcedure("asset:read").query(({ ctx }) => partitions.sets(ctx.org.scope, ctx.deployment)),
    keys: deploymentProcedure("asset:read")
      .input(ListDynamicKeysInput)
      .query(({ ctx, input }) => partitions.keys(ctx.org.scope, ctx.deployment, input)),
    choices: deploymentProcedure("asset:read")
      .input(PartitionChoicesInput)
      .query(({ ctx, input }) => partitions.choices(ctx.org.scope, ctx.deployment, input)),
    change: locatedProcedure("partition:manage", { input: SetRef, location: byPartitionSet(partitions) })
      .input(ChangePartitionSetInput)
      .mutation(({ ctx, input }) => partitions.change(ctx.org.scope, ctx.deployment, input)),
  });
