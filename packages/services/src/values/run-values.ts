import type { Readable } from "node:stream";
import { DomainError } from "@millrace/core";
import type { AssetValues } from "@millrace/core/assets";
import type { ValueRef } from "@millrace/protocol";
import { type ValueScope, valueKey, valuePrefix } from "./value-keys";

export type ValueObjects = {
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number; readonly sha256: string }>;
  get(key: string): Promise<Readable>;
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
  (scope: ValueScope): RunValues => {
    /** Keys of this attempt that are being or have been stored. Only this attempt writes below its prefix. */
    const taken = new Set<string>();
    return {
      async get(value) {
        if (!value.object.startsWith(valuePrefix(scope))) {
          throw new DomainError("forbidden", "value_forbidden", "This value belongs to another deployment.");
        }
        return objects.get(value.object);
      },
      async put({ step, stepAttempt, output, codec, name }, content) {
        const object = valueKey(scope, step, stepAttempt, output);
        claimKey(taken, object, `${output} of step "${step}"`);
        const stored = await objects.put(object, content).catch((error) => {
          taken.delete(object);
          throw storeError(error);
        });
        return { object, codec, ...(name === undefined ? {} : { name }), ...stored };
      },
      // Written by the platform from validated events.
      findAsset: async (asset, partition) =>
        (await assetValues.findValue(scope.orgId, scope.deploymentId, asset, partition)) as ValueRef | null,
      listSet: (set) => assetValues.listSet(scope.orgId, scope.deploymentId, set),
      listAsset: (asset, last) => assetValues.listPartitions(scope.orgId, scope.deploymentId, asset, last),
    };
  };

/** Values that one attempt of a run can store. */
const VALUES_MAX = 100_000;

/** Stored values never change: whoever read one has read what later readers will. */
function claimKey(taken: Set<string>, object: string, subject: string): void {
  if (taken.has(object)) {
    throw new DomainError(
      "conflict",
      "value_exists",
      `The value ${subject} is already stored. An output is stored once.`,
    );
  }
  if (taken.size >= VALUES_MAX) {
    const message = `The run stored ${VALUES_MAX} values, which is the limit. Store larger values instead of more of them.`;
    throw new DomainError("overLimit", "values_limit", message);
  }
  taken.add(object);
}

/** Names a store that is full, which no retry and no change of the code can help. */
function storeError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!FULL.has(code)) return error;
  const message = "The object store is full. Ask your Millrace operator to free space or enlarge it.";
  return new DomainError("overLimit", "store_full", message, { cause: error });
}

/** Codes of file systems and of S3. */
const FULL = new Set(["ENOSPC", "EDQUOT", "InsufficientStorage", "XMinioStorageFull"]);
