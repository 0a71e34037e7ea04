import type { RunStatus } from "@millrace/core/run";
import type { AssetDef } from "./asset-def";
import type { Json } from "./json";
import type { Partitions } from "./partitions";

/** A materialization event, as asset sensors receive it. */
export interface AssetEvent<Key extends string = string, Partition = string | undefined> {
  readonly id: string;
  readonly at: Date;
  readonly asset: Key;
  readonly partition: Partition;
  readonly runId: string;
  /** Metadata recorded with it, by name. */
  readonly metadata: Readonly<Record<string, Json>>;
  readonly dataVersion?: string;
}

/** Event of one asset, or of any of several; `asset` is its key. */
export type AssetEventOf<A> =
  A extends AssetDef<infer Key, infer _Out, infer P>
    ? AssetEvent<Key, P extends Partitions<infer K, infer _W> ? K : undefined>
    : never;

/** A run status event, as run status sensors receive it. */
export interface RunEvent {
  readonly id: string;
  readonly at: Date;
  readonly status: RunStatus;
  readonly run: {
    readonly id: string;
    /** Undefined for a run of selected assets. */
    readonly job?: string;
    readonly location: string;
    readonly deployment: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly partition?: string;
    readonly failureReason?: string;
    readonly error?: { readonly name: string; readonly message: string; readonly code?: string };
  };
}

/** Any event that a sensor can receive. */
export type SensorEvent = AssetEvent | RunEvent;
