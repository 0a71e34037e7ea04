import type { Readable } from "node:stream";
import { DomainError } from "@millrace/core";
import type { ValueRef } from "@millrace/protocol";
import { type ValueScope, valueKey, valuePrefix } from "./value-keys";

export type ValueObjects = {
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number; readonly sha256: string }>;
  get(key: string): Promise<Readable>;
};

/** The newest stored values of a deployment's assets. */
export type AssetValues = {
  findValue(orgId: string, deploymentId: string, asset: string, partition: string | undefined): Promise<unknown>;
  /** Keys of a named set of dynamic partitions. */
  listSet(orgId: string, deploymentId: string, set: string): Promise<readonly string[]>;
  listPartitions(orgId: string, deploymentId: string, asset: string, last: number | undefined): Promise<string[]>;
};

export type RunValuesDeps = { readonly objects: ValueObjects; readonly assetValues: AssetValues };

export type ValueTarget = {
  readonly step: string;
  readonly stepAttempt: number;
  readonly output: string;
  readonly codec: string;
  readonly name?: string | undefined;
};

/** The values that one run may read and write, streamed, and the dynamic sets that it may read: those of its own deployment. */
export type RunValues = {
  get(value: ValueRef): Promise<Readable>;
  put(target: ValueTarget, content: AsyncIterable<Uint8Array>): Promise<ValueRef>;
  findAsset(asset: string, partition: string | undefined): Promise<ValueRef | null>;
  listSet(set: string): Promise<readonly string[]>;
  listAsset(asset: string, last: number | undefined): Promise<readonly string[]>;
};

export const runValues =
  ({ objects, assetValues }: RunValuesDeps) =>
  (scope: ValueScope): RunValues => ({
    async get(value) {
      if (!value.object.startsWith(valuePrefix(scope))) {
        throw new DomainError("forbidden", "value_forbidden", "This value belongs to another deployment.");
      }
      return objects.get(value.object);
    },
    async put({ step, stepAttempt, output, codec, name }, content) {
      const object = valueKey(scope, step, stepAttempt, output);
      return { object, codec, ...(name === undefined ? {} : { name }), ...(await objects.put(object, content)) };
    },
    // Written by the platform from validated events.
    findAsset: async (asset, partition) =>
      (await assetValues.findValue(scope.orgId, scope.deploymentId, asset, partition)) as ValueRef | null,
    listSet: (set) => assetValues.listSet(scope.orgId, scope.deploymentId, set),
    listAsset: (asset, last) => assetValues.listPartitions(scope.orgId, scope.deploymentId, asset, last),
  });
