import type { z } from "zod";
import type { AnyAsset } from "./asset-def";
import { definitionError } from "./definition";
import type { ResourceDef } from "./resource";
import {
  checkTarget,
  defineSensor,
  type Evaluated,
  type SensorContext,
  type SensorDef,
  type SensorOptions,
  type SensorSettings,
} from "./sensor";
import type { AssetEventOf } from "./sensor-events";

/** Context of an asset sensor: one materialization event. */
export interface AssetSensorContext<Cursor, R, A> extends SensorContext<Cursor, R> {
  readonly event: AssetEventOf<A>;
}

/** Context of a multi-asset sensor: all new events, oldest first. */
export interface MultiAssetSensorContext<Cursor, R, A> extends SensorContext<Cursor, R> {
  readonly events: readonly AssetEventOf<A>[];
}

/**
 * Declares a sensor that receives each materialization of an asset exactly once.
 * @example
 * assetSensor("on_orders", { asset: orders, target: publish }, ({ event }) => ({
 *   runs: [{ runKey: event.id, input: { rows: event.metadata.rows } }],
 * }));
 */
export function assetSensor<
  A extends AnyAsset,
  I,
  CS extends z.ZodType = z.ZodUndefined,
  // biome-ignore lint/suspicious/noExplicitAny: any resource
  // biome-ignore lint/complexity/noBannedTypes: no resources
  R extends Readonly<Record<string, ResourceDef<any>>> = {},
>(
  name: string,
  options: SensorOptions<I, CS, R> & { readonly asset: A },
  evaluate: (context: AssetSensorContext<z.output<CS>, R, A>) => Evaluated<CS, I>,
): SensorDef<AssetEventOf<A>, R[keyof R]> {
  const { asset, ...settings } = options;
  checkTarget(name, settings.target);
  checkAssets(name, [asset]);
  return defineSensor(name, { ...(settings as SensorSettings), monitors: { kind: "asset", asset } }, evaluate as never);
}

/**
 * Declares a sensor that receives new materializations of several assets in batches, each exactly once. Use a cursor to
 * wait until all required assets have been updated.
 * @example
 * multiAssetSensor("on_either", { assets: [orders, customers], target: publish }, ({ events }) => ({
 *   runs: [{ input: { changed: events.map((event) => event.asset) } }],
 * }));
 */
export function multiAssetSensor<
  const A extends readonly AnyAsset[],
  I,
  CS extends z.ZodType = z.ZodUndefined,
  // biome-ignore lint/suspicious/noExplicitAny: any resource
  // biome-ignore lint/complexity/noBannedTypes: no resources
  R extends Readonly<Record<string, ResourceDef<any>>> = {},
>(
  name: string,
  options: SensorOptions<I, CS, R> & { readonly assets: A },
  evaluate: (context: MultiAssetSensorContext<z.output<CS>, R, A[number]>) => Evaluated<CS, I>,
): SensorDef<AssetEventOf<A[number]>, R[keyof R]> {
  const { assets, ...settings } = options;
  checkTarget(name, settings.target);
  checkAssets(name, assets);
  const monitors = { kind: "multiAsset", assets } as const;
  return defineSensor(name, { ...(settings as SensorSettings), monitors }, evaluate as never);
}

function checkAssets(name: string, assets: readonly AnyAsset[]): void {
  const subject = `sensor "${name}"`;
  if (assets.length === 0) throw definitionError(`${subject}: assets is empty: name at least one`);
  if (assets.some((asset) => asset?.kind !== "asset"))
    throw definitionError(
      `${subject}: must monitor an asset, but got undefined or another value. Check for circular imports.`,
    );
  const twice = assets.find((asset, index) => assets.indexOf(asset) !== index);
  if (twice) throw definitionError(`${subject}: assets lists "${twice.key}" twice`);
}
