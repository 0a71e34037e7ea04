export { type RunValues, runValues, type ValueObjects } from "./run-values";
export { segment, type ValueScope, valuePrefix } from "./value-keys";
