import type { ErrorDetail } from "@millrace/core";
import { type RunConfigTarget, runConfigProblems } from "@millrace/core/config";
import { type Manifest, type ManifestContext, type ManifestProblem, validateManifest } from "@millrace/core/manifest";

/** The checks whose cost an author's schemas, patterns, and definitions decide. Pure; input and result are plain data. */
export const CHECKS = {
  runConfig: ({ target, config }: { target: RunConfigTarget; config: unknown }): readonly ErrorDetail[] =>
    runConfigProblems(target, config),
  manifest: ({ manifest, context }: { manifest: Manifest; context: ManifestContext }): ManifestProblem[] =>
    validateManifest(manifest, context),
};

export type CheckName = keyof typeof CHECKS;
export type CheckInput<N extends CheckName> = Parameters<(typeof CHECKS)[N]>[0];
export type CheckResult<N extends CheckName> = ReturnType<(typeof CHECKS)[N]>;
