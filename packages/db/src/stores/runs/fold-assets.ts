import type { RuntimeEvent, ValueRef } from "@millrace/protocol";
import { type AppendedRun, assetsOf } from "./appended-run";

/** The change of one asset by a batch of events. */
export type AssetChange = {
  readonly asset: string;
  readonly materializedAt?: number;
  readonly metadata?: unknown;
  readonly value?: ValueRef | null;
  readonly codeVersion?: string | null;
  readonly dataVersion?: string | null;
  readonly status?: "SUCCESS" | "FAILURE";
  readonly failedAt?: number;
  readonly isRunning?: boolean;
  readonly checks?: Readonly<Record<string, unknown>>;
};

/** Folds a batch into one change per asset, in the order of their keys: all writers lock rows in the same order. */
export function foldAssets(
  run: Pick<AppendedRun, "stepAssets">,
  events: readonly RuntimeEvent[],
): readonly AssetChange[] {
  const changes = new Map<string, AssetChange>();
  for (const event of events) {
    for (const change of assetChanges(run, event)) {
      const before = changes.get(change.asset);
      const checks = change.checks ? { checks: { ...before?.checks, ...change.checks } } : {};
      changes.set(change.asset, { ...before, ...change, ...checks });
    }
  }
  return [...changes.values()].sort((a, b) => (a.asset < b.asset ? -1 : 1));
}

function assetChanges(run: Pick<AppendedRun, "stepAssets">, event: RuntimeEvent): readonly AssetChange[] {
  const ofStep = (step: string, change: Omit<AssetChange, "asset">) =>
    assetsOf(run, step).map((asset) => ({ asset, ...change }));
  switch (event.type) {
    case "stepStarted":
      return ofStep(event.step, { isRunning: true });
    case "stepFailed":
      return ofStep(event.step, { isRunning: false, status: "FAILURE", failedAt: event.at });
    case "stepSucceeded":
    case "stepCanceled":
      return ofStep(event.step, { isRunning: false });
    case "materialization":
      return [
        {
          asset: event.asset,
          status: "SUCCESS",
          materializedAt: event.at,
          metadata: event.metadata,
          value: event.value ?? null,
          codeVersion: event.codeVersion ?? null,
          dataVersion: event.dataVersion ?? null,
        },
      ];
    case "checkResult": {
      const { passed, severity, at, partition } = event;
      const result = { passed, severity, at: new Date(at).toISOString(), partition };
      return [{ asset: event.asset, checks: { [event.check]: result } }];
    }
    default:
      return [];
  }
}
