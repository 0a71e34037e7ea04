import type { AssetEvent, RunEvent, SensorDef, SensorEvent } from "@millrace/sdk";

type Given = Partial<AssetEvent> | (Partial<Omit<RunEvent, "run">> & { readonly run?: Partial<RunEvent["run"]> });

/**
 * Returns a complete event. Fields that a test omits are filled in: a numbered ID, the evaluation's time, and the
 * monitored asset or status.
 */
export function givenEvent({ name, settings }: SensorDef, given: object, index: number, now: Date): SensorEvent {
  const base = { id: `event_${index + 1}`, at: now };
  const event = given as Given;
  switch (settings.monitors?.kind) {
    case undefined:
      return { ...base, ...event } as SensorEvent;
    case "asset":
      return {
        ...base,
        runId: "run_test",
        metadata: {},
        partition: undefined,
        asset: settings.monitors.asset.key,
        ...event,
      } as AssetEvent;
    case "multiAsset": {
      const { asset } = event as Partial<AssetEvent>;
      const known = settings.monitors.assets.map(({ key }) => key);
      if (asset === undefined || !known.includes(asset))
        throw new TypeError(`events[${index}].asset: sensor "${name}" monitors ${known.join(", ")}`);
      return { ...base, runId: "run_test", metadata: {}, partition: undefined, ...event } as AssetEvent;
    }
    case "runStatus": {
      const { statuses, jobs } = settings.monitors;
      const { run, ...rest } = event as Partial<RunEvent>;
      const job = jobs?.[0]?.name;
      const ran = { id: "run_test", location: "test", deployment: "test", tags: {}, ...(job ? { job } : {}), ...run };
      return { ...base, status: statuses[0] ?? "SUCCESS", ...rest, run: ran };
    }
  }
}
