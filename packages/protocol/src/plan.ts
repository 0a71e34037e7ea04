/** The plan that the control plane computes and the runtime walks; see `planRun` of `@millrace/core`. */
export { PlanStep, RunPlan } from "@millrace/core/plan";
