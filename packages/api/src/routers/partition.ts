import {
  ChangePartitionSetInput,
  ListDynamicKeysInput,
  PartitionChoicesInput,
  type PartitionUseCases,
} from "@millrace/services/partitions";
import { deploymentProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Named sets of dynamic partitions. Whether one may be changed is decided where the code locations that use it are known. */
export const partitionRouter = (partitions: PartitionUseCases) =>
  router({
    sets: deploymentProcedure("asset:read").query(({ ctx }) => partitions.sets(ctx.org.scope, ctx.deployment)),
    keys: deploymentProcedure("asset:read")
      .input(ListDynamicKeysInput)
      .query(({ ctx, input }) => partitions.keys(ctx.org.scope, ctx.deployment, input)),
    choices: deploymentProcedure("asset:read")
      .input(PartitionChoicesInput)
      .query(({ ctx, input }) => partitions.choices(ctx.org.scope, ctx.deployment, input)),
    change: deploymentProcedure("asset:read")
      .input(ChangePartitionSetInput)
      .mutation(({ ctx, input }) => partitions.change(ctx.org.scope, ctx.deployment, input)),
  });
