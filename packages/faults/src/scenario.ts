import type { Random } from "./random";
import type { FaultStack, StackSettings } from "./stack/fault-stack";

/** A fault, and what is expected of Millrace while it lasts and afterward. */
export type Scenario = {
  /** Short and unique; `--only` chooses by it. */
  readonly name: string;
  /** Part of the fast half, which runs with `npm test`. */
  readonly fast?: boolean;
  /** The defect that breaks it today, such as "finding 3": a failure is then reported and doesn't fail the suite. */
  readonly knownFailing?: string;
  /** Needs a separate stack with these settings. */
  readonly stack?: StackSettings;
  /** How long the stack may take to finish all runs afterward, 60 seconds unless set. */
  readonly settleMs?: number;
  /** Why it cannot run on this machine; undefined if it can. */
  skip?(): string | undefined;
  /**
   * Launches runs and injects the fault. The invariants are checked afterward, so it checks only what is its own.
   *
   * @throws {Broken} when something else happened than expected
   */
  run(stack: FaultStack, random: Random): Promise<void>;
};
