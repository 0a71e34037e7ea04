import type { PartView } from "../failed-parts";
import type { ErrorSummary, IncidentKind } from "../records";

/** Everything that a message says about one incident, or about several that share a message. */
export type IncidentView = {
  readonly url: string;
  readonly runUrl: string | null;
  readonly deployment: string;
  readonly owner: string;
  readonly kind: IncidentKind;
  /** The subjects that share the message; the first leads. */
  readonly subjects: readonly { readonly name: string; readonly kind: string; readonly isResolved: boolean }[];
  readonly failures: number;
  readonly reopened: number;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  /** The person who declared it solved; absent where successes did. */
  readonly resolvedBy?: string | undefined;
  /** The failed steps of this owner only. */
  readonly parts: readonly PartView[];
  /** The error outside of every step, where there is one. */
  readonly error: ErrorSummary | null;
  readonly failureReason: string | null;
  readonly runTags: Readonly<Record<string, string>>;
  readonly lastSuccessAt: Date | null;
  readonly commit: string | null;
  /** Other owners who were told about steps of the same run. */
  readonly alsoNotified: readonly string[];
  /** What is wrong with the way here: an owner that is no team, a channel that refused. */
  readonly warnings: readonly string[];
};
