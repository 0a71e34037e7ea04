/** The key of a check's step: unique among the steps of a run, and among the checks of a code location. */
export const checkStepKey = (asset: string, check: string): string => `${asset}/check:${check}`;
