import { DomainError } from "@millrace/core";
import { z } from "zod";
import type { Scope } from "../scope";
import { AssetRef, requireAsset } from "./asset-page";
import type { AssetReader, AssetStateWriter } from "./ports";

const STATE_BYTES_MAX = 256 * 1024;

export const SetAssetStateInput = AssetRef.extend({
  value: z
    .record(z.string().max(500), z.unknown())
    .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= STATE_BYTES_MAX, {
      message: "may have 256 KiB (stateBytesMax)",
    })
    .nullable()
    .describe("what `ctx.state` finds in the next run; null: nothing"),
});

type Deps = { readonly assets: AssetReader; readonly writeState: AssetStateWriter };
type Place = { readonly id: string; readonly name: string };
type Viewer = { can(permission: "asset:state", locationId?: string): boolean };

/** Replaces or resets what an asset keeps in `ctx.state`. The audit log tells what it was before. */
export const setAssetState =
  ({ assets, writeState }: Deps) =>
  async (
    scope: Scope,
    deployment: Place,
    viewer: Viewer,
    { key, value }: z.output<typeof SetAssetStateInput>,
  ): Promise<void> => {
    const asset = requireAsset(await assets.listDefinitions(scope.orgId, deployment.id), key, deployment);
    if (!viewer.can("asset:state", asset.locationId)) {
      throw new DomainError("forbidden", "permission_missing", "Your role lacks the permission asset:state here");
    }
    const place = { deploymentId: deployment.id, asset: key };
    const [state] = await assets.listStates(scope.orgId, deployment.id, [key]);
    if (state?.runningRunId) {
      throw new DomainError(
        "conflict",
        "asset_running",
        `Run ${state.runningRunId} is computing "${key}" and would overwrite its state; wait for it or cancel it`,
      );
    }
    await writeState(scope.orgId, place, value, {
      actor: scope.actor,
      action: value === null ? "asset.state_reset" : "asset.state_set",
      target: `${deployment.name}: ${key}`,
      details: { before: state?.watermark ?? null, after: value },
    });
  };
