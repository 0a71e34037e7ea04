import type { RuntimeEvent, ValueRef } from "@millrace/protocol";

/** What a batch of events says about one asset. An asset's step bears its key; other steps are filtered on writing. */
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
export function foldAssets(events: readonly RuntimeEvent[]): readonly AssetChange[] {
  const changes = new Map<string, AssetChange>();
  for (const event of events) {
    const change = assetChange(event);
    if (!change) continue;
    const before = changes.get(change.asset);
    const checks = change.checks ? { checks: { ...before?.checks, ...change.checks } } : {};
    changes.set(change.asset, { ...before, ...change, ...checks });
  }
  return [...changes.values()].sort((a, b) => (a.asset < b.asset ? -1 : 1));
}

function assetChange(event: RuntimeEvent): AssetChange | undefined {
  switch (event.type) {
    case "stepStarted":
      return { asset: event.step, isRunning: true };
    case "stepFailed":
      return { asset: event.step, isRunning: false, status: "FAILURE", failedAt: event.at };
    case "stepSucceeded":
    case "stepCanceled":
      return { asset: event.step, isRunning: false };
    case "materialization":
      return {
        asset: event.asset,
        status: "SUCCESS",
        materializedAt: event.at,
        metadata: event.metadata,
        value: event.value ?? null,
        codeVersion: event.codeVersion ?? null,
        dataVersion: event.dataVersion ?? null,
      };
    case "checkResult": {
      const { passed, severity, at, partition } = event;
      return {
        asset: event.asset,
        checks: { [event.check]: { passed, severity, at: new Date(at).toISOString(), partition } },
      };
    }
    default:
      return undefined;
  }
}
