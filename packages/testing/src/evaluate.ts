import type { TickResult } from "@millrace/protocol";
import { evaluateSchedule as evaluateScheduleOf, evaluateSensor as evaluateSensorOf } from "@millrace/runtime";
import {
  type AssetEvent,
  collectDefinitions,
  type Definitions,
  type Log,
  type ResourceOverrides,
  type RunEvent,
  type ScheduleDef,
  type SensorDef,
} from "@millrace/sdk";
import { checkNames } from "./check-names";
import { definitionsOf } from "./definitions-of";
import { givenEvent } from "./given-events";

const silent = (): void => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

/**
 * Evaluates a schedule at one instant and returns the runs it requests.
 * @example
 * const { runs } = await evaluateSchedule(hourly, { at: "2026-01-02T03:00:00Z" });
 */
export function evaluateSchedule(
  schedule: ScheduleDef,
  options: { at: string | Date; now?: Date; signal?: AbortSignal },
): Promise<TickResult> {
  const scheduledAt = new Date(options.at);
  if (Number.isNaN(scheduledAt.getTime()))
    throw new TypeError(
      `at: ${JSON.stringify(options.at)} isn't a valid time. Use, for example, "2026-01-02T03:00:00Z"`,
    );
  const signal = options.signal ?? new AbortController().signal;
  return evaluateScheduleOf(collectDefinitions({ test: { schedule } }), schedule.name, {
    scheduledAt,
    now: options.now ?? scheduledAt,
    signal,
    log,
  });
}

/** Options for {@link evaluateSensor}. */
export interface EvaluateSensorOptions<R = unknown> {
  readonly cursor?: unknown;
  readonly now?: Date;
  /** Fakes for resources, keyed by resource name. Other resources are created, using `variables`. */
  readonly resources?: ResourceOverrides<R>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Events passed to a sensor in a test. Omitted fields are filled in. */
export type GivenEvents<Event> = [Event] extends [never]
  ? { readonly events?: never }
  : { readonly events: readonly GivenEvent<Event>[] };

type GivenEvent<Event, All = Event> = Event extends RunEvent
  ? Partial<Omit<Event, "run">> & { readonly run?: Partial<Event["run"]> }
  : Event extends AssetEvent<infer _Key, infer _Partition>
    ? Partial<Event> & ([All] extends [Event] ? unknown : Pick<Event, "asset">)
    : never;

/**
 * Evaluates a sensor once, from its initial cursor unless one is given. Event sensors receive the given events.
 * @example
 * const { runs, cursor } = await evaluateSensor(inbox, { cursor: { since: "2026-01-01" }, resources: { warehouse: fake } });
 * const { runs } = await evaluateSensor(onOrders, { events: [{ partition: "2026-01-02" }] });
 */
export function evaluateSensor<Event, R>(
  sensor: SensorDef<Event, R>,
  ...[options]: [Event] extends [never]
    ? [options?: EvaluateSensorOptions<NoInfer<R>> & GivenEvents<Event>]
    : [options: EvaluateSensorOptions<NoInfer<R>> & GivenEvents<Event>]
): Promise<TickResult> {
  const { cursor, now = new Date(), resources, variables = {}, signal, events = [] } = options ?? {};
  const names = Object.values(sensor.settings.resources ?? {}).map((resource) => resource.name);
  checkNames("resources", resources, names, "the sensor doesn't use a resource with that name");
  return evaluateSensorOf(definitionsOfSensor(sensor), sensor.name, {
    cursor,
    events: events.map((event, index) => givenEvent(sensor, event, index, now)),
    now,
    signal: signal ?? new AbortController().signal,
    log,
    variables,
    resources,
  });
}

/** Returns the sensor and the assets it monitors. */
function definitionsOfSensor(sensor: SensorDef): Definitions {
  const { monitors } = sensor.settings;
  const assets = monitors?.kind === "multiAsset" ? monitors.assets : monitors?.kind === "asset" ? [monitors.asset] : [];
  return definitionsOf(assets, sensor, {});
}
