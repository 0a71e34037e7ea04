import { type Interval, union, without } from "../../partitions/intervals";

export type Subset = readonly Interval[];

/** When the parts of a subset became true. */
export type Timing = readonly { readonly at: number; readonly subset: Subset }[];

/** Returns where `timing` has a later instant than `other`. Where `other` has none, any instant is later. */
export function laterThan(timing: Timing, other: Timing): Subset {
  let later: Subset = [];
  for (const { at, subset } of timing) {
    const outdone = other.filter((it) => it.at >= at).reduce<Subset>((left, it) => without(left, it.subset), subset);
    later = union(later, outdone);
  }
  return later;
}
