import { assertCron, assertTimeZone } from "./cron";
import type { Duration } from "./duration";

/** When an asset is materialized automatically. */
export interface Automation {
  readonly kind: "automation";
  readonly spec: {
    readonly kind: "eager" | "onCron" | "onMissing";
    readonly cron?: string;
    readonly timeZone?: string;
  };
}

const condition = (spec: Automation["spec"]): Automation => ({ kind: "automation", spec });

/**
 * Automation conditions.
 * @example
 * asset("revenue", { deps: { orders }, automation: auto.eager() }, …);
 */
export const auto = {
  /** When any upstream asset is newer. */
  eager: (): Automation => condition({ kind: "eager" }),
  /** On each cron tick, once all upstream assets have been updated since the previous tick. */
  onCron: (cron: string, timeZone = "UTC"): Automation => {
    assertCron("auto.onCron", cron);
    assertTimeZone("auto.onCron", timeZone);
    return condition({ kind: "onCron", cron, timeZone });
  },
  /** When a partition, or an unpartitioned asset, has no value. */
  onMissing: (): Automation => condition({ kind: "onMissing" }),
} as const;

/** Freshness policy: a maximum age, or a cron deadline with a `lowerBound` for the data's age. */
export type Freshness =
  | { readonly failAfter: Duration; readonly warnAfter?: Duration }
  | { readonly deadline: string; readonly lowerBound: Duration; readonly timeZone?: string };
