import type { Evaluated } from "./scope";
import type { Subset } from "./timing";

/** Returns a number that changes, but for rare accidents, with any subset in an evaluated tree. */
export function signatureOf(evaluated: Evaluated): number {
  let hash = 0x811c9dc5;
  const add = (value: number): void => {
    hash = Math.imul(hash ^ value, 0x01000193);
  };
  const addSubset = (subset: Subset): void => {
    add(subset.length);
    for (const [first, last] of subset) {
      add(first);
      add(last);
    }
  };
  const addTree = ({ candidates, holds, children }: Evaluated): void => {
    addSubset(candidates);
    addSubset(holds);
    add(children.length);
    for (const child of children) addTree(child);
  };
  addTree(evaluated);
  return hash >>> 0;
}
