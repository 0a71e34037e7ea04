import { didYouMeanText } from "../did-you-mean";
import type { ErrorDetail } from "../errors";
import { ownValue } from "../own";
import { isRecord, toPointerPart } from "./schema";

/**
 * Returns the problems of config by asset (`{ <asset key>: config }`): entries of assets that aren't in the run or accept
 * no config, and what `problemsOf` finds in the others.
 * @param assets the run's assets; one whose schema is null accepts no config
 */
export function assetConfigProblems<Schema>(
  assets: readonly { readonly key: string; readonly config: Schema | null }[],
  config: unknown,
  problemsOf: (schema: Schema, value: unknown, pointer: string) => readonly ErrorDetail[],
): readonly ErrorDetail[] {
  if (!isRecord(config))
    return [{ pointer: "/config", code: "invalid_type", detail: "must be an object keyed by asset" }];
  const schemas = new Map(assets.map((asset) => [asset.key, asset.config]));
  const strays = Object.keys(config).flatMap((key) => {
    const pointer = `/config/${toPointerPart(key)}`;
    const schema = schemas.get(key);
    if (schema === undefined) {
      const detail = `isn't an asset in this run.${didYouMeanText(key, schemas.keys())}`;
      return [{ pointer, code: "asset_not_selected", detail }];
    }
    return schema !== null || isEmptyConfig(ownValue(config, key))
      ? []
      : [configNotAllowed(pointer, `asset "${key}" doesn't accept config`)];
  });
  const ofAssets = [...schemas].flatMap(([key, schema]) =>
    schema === null ? [] : problemsOf(schema, ownValue(config, key) ?? {}, `/config/${toPointerPart(key)}`),
  );
  return [...strays, ...ofAssets];
}

/** Returns true if there is no config, or none with a field. */
export const isEmptyConfig = (config: unknown): boolean =>
  config === undefined || config === null || (isRecord(config) && Object.keys(config).length === 0);

/** Returns the problem of config where none is accepted. */
export const configNotAllowed = (pointer: string, why: string): ErrorDetail => ({
  pointer,
  code: "config_not_allowed",
  detail: `isn't allowed: ${why}`,
});
