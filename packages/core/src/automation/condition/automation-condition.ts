import type { AutomationSpec } from "../../manifest/manifest";
import type { Condition } from "./condition";
import { expandCondition } from "./expand";

/** Returns the condition that a manifest declares for an asset. */
export function automationCondition(spec: AutomationSpec): Condition {
  if ("op" in spec) return expandCondition(spec);
  if (spec.kind !== "onCron") return expandCondition({ op: spec.kind });
  return expandCondition({ op: "onCron", cron: spec.cron ?? "", timeZone: spec.timeZone });
}
