/** How a step of a finished run ended. */
export type StepOutcome = {
  readonly key: string;
  readonly kind: "asset" | "check" | "op" | "map";
  /** The asset's key, `<asset>:<check>`, or the op's name. */
  readonly definition: string;
  readonly status: string;
  readonly error: StepError | null;
};

/** A step as messages list it. */
export type PartView = Pick<StepOutcome, "key" | "kind" | "error">;

export type StepError = { readonly name?: string; readonly message: string; readonly stack?: string };

/**
 * What failed in a failed run: the steps that did, else (it failed outside of every step) all that it targeted and did
 * not finish.
 */
export function failedParts<S extends Pick<StepOutcome, "status">>(steps: readonly S[]): readonly S[] {
  const failed = steps.filter((step) => step.status === "FAILURE");
  return failed.length > 0 ? failed : steps.filter((step) => step.status !== "SUCCESS");
}

/** What a run is about: its job, or for an ad hoc run each of its assets. Never a job that does not exist. */
export function subjectsOfRun(run: {
  readonly job: string | null;
  readonly assetKeys: readonly string[];
}): readonly { kind: "job" | "asset"; name: string }[] {
  if (run.job !== null) return [{ kind: "job", name: run.job }];
  return run.assetKeys.map((name) => ({ kind: "asset", name }));
}
