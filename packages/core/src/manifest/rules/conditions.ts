import { automationCondition } from "../../automation/condition/automation-condition";
import { checkCondition } from "../../automation/condition/check-condition";
import type { Manifest } from "../manifest";
import type { ManifestProblem } from "../problem";
import { attempt } from "./attempt";

/** Automation conditions that are too large, or have an invalid cron, time zone, or selection. */
export const badConditions = (manifest: Manifest): ManifestProblem[] =>
  manifest.assets.flatMap((asset) => {
    const { automation } = asset;
    if (!automation || "kind" in automation) return [];
    const check = () => checkCondition(automationCondition(automation));
    return attempt("condition_invalid", `asset "${asset.key}"`, asset, check);
  });
