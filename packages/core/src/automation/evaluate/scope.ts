import type { Condition } from "../condition/condition";
import type { AutomationGraph } from "../graph/automation-graph";
import type { AssetView } from "./asset-view";
import type { RootMemory } from "./root-memory";
import type { Subset, Timing } from "./timing";

/** State that the evaluations of one pass share. */
export type Pass = {
  readonly graph: AutomationGraph;
  /** Opens an asset of the graph. */
  asset(key: string): AssetView;
  /** The partitions of an asset that this pass requests so far. */
  requested(asset: AssetView): Subset;
  /** The partitions of an asset that the last pass requested. */
  requestedBefore(asset: AssetView): Subset;
  /** The last tick of a cron at or before now. */
  previousTick(cron: string, timeZone: string): number;
  /** The keys of the assets in a selection. */
  select(selection: string): ReadonlySet<string>;
};

/** One evaluation of the condition that an asset has. */
export type Root = {
  readonly pass: Pass;
  readonly asset: AssetView;
  readonly memory: RootMemory;
  /** The conditions around the one that is being evaluated, outermost first. */
  readonly ancestors: Condition[];
};

/** The partitions, and the asset or check, on which a part of the condition is evaluated. */
export type Scope = {
  readonly root: Root;
  readonly asset: AssetView;
  /** The name of the asset's check that the part is about. */
  readonly check: string | undefined;
  readonly candidates: Subset;
  /** Whether the innermost remembering condition around it, or else the whole condition, is evaluated for the first time. */
  readonly isInitial: boolean;
};

/** Returns the same scope with other candidates. */
export const withCandidates = (scope: Scope, candidates: Subset): Scope =>
  candidates === scope.candidates
    ? scope
    : { root: scope.root, asset: scope.asset, check: scope.check, candidates, isInitial: scope.isInitial };

/** Where a condition holds, and since which instants if those are known. */
export type Outcome = { readonly holds: Subset; readonly timing?: Timing | undefined };

/** An outcome with the evaluated parts. */
export type Part = Outcome & { readonly children: readonly Evaluated[] };

/** An evaluated condition. Without candidates, its parts aren't looked at unless they remember. */
export type Evaluated = Part & {
  readonly condition: Condition;
  readonly asset: AssetView;
  readonly check: string | undefined;
  readonly candidates: Subset;
};

export type Evaluate = (condition: Condition, scope: Scope) => Evaluated;
