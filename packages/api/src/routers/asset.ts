import {
  AssetRef,
  type AssetUseCases,
  CatalogInput,
  CheckResultsInput,
  MaterializationsInput,
  PartitionMatrixInput,
  StatusInput,
  WipeAssetInput,
} from "@millrace/services/assets";
import { byAsset } from "../auth/locators";
import { deploymentProcedure, locatedProcedure } from "../trpc/procedures";
import { router } from "../trpc/trpc";

/** Assets of a deployment. */
export const assetRouter = (assets: AssetUseCases) =>
  router({
    graph: deploymentProcedure("asset:read").query(({ ctx }) => assets.graph(ctx.org.scope, ctx.deployment)),
    catalog: deploymentProcedure("asset:read")
      .input(CatalogInput)
      .query(({ ctx, input }) => assets.catalog(ctx.org.scope, ctx.deployment, input)),
    status: deploymentProcedure("asset:read")
      .input(StatusInput)
      .query(({ ctx, input }) => assets.status(ctx.org.scope, ctx.deployment, input)),
    configs: deploymentProcedure("asset:read")
      .input(StatusInput)
      .query(({ ctx, input }) => assets.configs(ctx.org.scope, ctx.deployment, input)),
    get: deploymentProcedure("asset:read")
      .input(AssetRef)
      .query(({ ctx, input }) => assets.get(ctx.org.scope, ctx.deployment, input)),
    partitions: deploymentProcedure("asset:read")
      .input(AssetRef)
      .query(({ ctx, input }) => assets.partitions(ctx.org.scope, ctx.deployment, input)),
    partitionMatrix: deploymentProcedure("asset:read")
      .input(PartitionMatrixInput)
      .query(({ ctx, input }) => assets.partitionMatrix(ctx.org.scope, ctx.deployment, input)),
    materializations: deploymentProcedure("asset:read")
      .input(MaterializationsInput)
      .query(({ ctx, input }) => assets.materializations(ctx.org.scope, ctx.deployment, input)),
    checks: deploymentProcedure("asset:read")
      .input(CheckResultsInput)
      .query(({ ctx, input }) => assets.checks(ctx.org.scope, ctx.deployment, input)),
    wipe: locatedProcedure("asset:wipe", { input: AssetRef, location: byAsset(assets) })
      .input(WipeAssetInput)
      .mutation(({ ctx, input }) => assets.wipe(ctx.org.scope, ctx.deployment, input)),
  });
