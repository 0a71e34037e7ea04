import { z } from "zod";
import { StateValues } from "../state";
import { PageOf, Timestamp } from "./common";

/** What an asset, or one of its partitions, keeps in `ctx.state`. */
export const StateItem = z.object({
  /** Null: the asset as a whole. */
  partition: z.string().nullable(),
  value: StateValues,
  /** Of the value as JSON. */
  bytes: z.int(),
  updatedAt: Timestamp,
  /** The run that set it; null when a person or token did. */
  runId: z.string().nullable(),
  updatedBy: z.string().nullable(),
});
export type StateItem = z.infer<typeof StateItem>;

/** State of an asset as a whole, and how many of its partitions have some. */
export const AssetStateDetail = z.object({ asset: StateItem.nullable(), partitions: z.int() });
export type AssetStateDetail = z.infer<typeof AssetStateDetail>;

export const StatePage = PageOf(StateItem);
export type StatePage = z.infer<typeof StatePage>;
export const StateReset = z.object({ entries: z.int() });
export type StateReset = z.infer<typeof StateReset>;
