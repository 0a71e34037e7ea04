import { isSameIntervals } from "../../partitions/intervals";
import type { Condition } from "../condition/condition";
import { conditionIdentity } from "../condition/identity";
import type { AssetMemory, PartMemory } from "../memory";
import { type AssetView, NONE, readSubset, storeSubset } from "./asset-view";
import type { Subset } from "./timing";

/** Where a part of a condition is evaluated. */
export type RememberingPart = {
  readonly condition: Condition;
  readonly asset: AssetView;
  readonly check?: string | undefined;
};

/** What is remembered while one asset's condition is evaluated. */
export type RootMemory = {
  /** When the condition was evaluated before. Undefined in its first evaluation. */
  readonly evaluatedAt: number | undefined;
  /** Returns the memory that the last evaluation left of a part. Undefined in the part's first evaluation. */
  recall(part: RememberingPart): PartMemory | undefined;
  recallSubset(part: RememberingPart): Subset;
  remember(part: RememberingPart, memory: PartMemory): void;
  rememberSubset(part: RememberingPart, held: Subset): void;
  /** Notes that the next evaluation may differ although nothing happens. */
  unsettle(): void;
  /** The parts to remember for the next evaluation. */
  parts(): Readonly<Record<string, PartMemory>>;
  isUnsettled(): boolean;
};

/** Opens the memory of an asset's last evaluation. */
export function rootMemory(
  root: AssetView,
  previous: AssetMemory | undefined,
  evaluatedAt: number | undefined,
): RootMemory {
  const before = previous?.parts ?? {};
  const parts: Record<string, PartMemory> = {};
  let unsettled = previous === undefined;

  const idOf = ({ condition, asset, check }: RememberingPart): string => {
    const identity = conditionIdentity(condition);
    const target = asset === root ? "" : `@${asset.node.key}`;
    return check === undefined ? `${identity}${target}` : `${identity}${target}#${check}`;
  };
  const recall = (part: RememberingPart) => before[idOf(part)];
  const remember = (part: RememberingPart, memory: PartMemory): void => {
    const id = idOf(part);
    if (before[id] !== memory) unsettled = true;
    parts[id] = memory;
  };

  return {
    evaluatedAt: previous && evaluatedAt,
    recall,
    recallSubset: (part) => readSubset(part.asset, recall(part)?.held),
    remember,
    rememberSubset(part, held) {
      const known = recall(part);
      const isSame = known && isSameIntervals(readSubset(part.asset, known.held), held);
      remember(part, isSame ? known : subsetMemory(part.asset, held));
    },
    unsettle() {
      unsettled = true;
    },
    parts: () => parts,
    isUnsettled: () => unsettled,
  };
}

const NOTHING: PartMemory = {};

function subsetMemory(asset: AssetView, held: Subset): PartMemory {
  if (held === NONE) return NOTHING;
  const stored = storeSubset(asset, held);
  return stored ? { held: stored } : NOTHING;
}
