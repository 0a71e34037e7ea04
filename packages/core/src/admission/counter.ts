import type { BlockingLimit, LimitKind } from "./types";

const HELD_BY_MAX = 20;

/** How much of one limit is in use, and its users. */
export type Counter = {
  readonly kind: LimitKind;
  readonly name: string;
  readonly limit: number;
  used: number;
  readonly holders: string[];
};

export const newCounter = (kind: LimitKind, name: string, limit: number): Counter => ({
  kind,
  name,
  limit,
  used: 0,
  holders: [],
});

/** Negative = unlimited. A limit or a count that is not a number has no room: what cannot be read blocks. */
export const hasCapacity = (counter: Counter): boolean => counter.limit < 0 || counter.used < counter.limit;

export function take(counter: Counter, runId: string, count = 1): void {
  counter.used += count;
  if (counter.holders.length < HELD_BY_MAX && counter.holders.at(-1) !== runId) counter.holders.push(runId);
}

export const describeCounter = ({ kind, name, used, limit, holders }: Counter): BlockingLimit => ({
  kind,
  name,
  used: Number.isNaN(used) ? null : used,
  limit,
  heldBy: [...holders],
});
