import { configProblems } from "@millrace/core/config";
import type { TickResult } from "@millrace/protocol";
import {
  assertMonitored,
  assertTick,
  evaluateSchedule as evaluateScheduleOf,
  evaluateSensor as evaluateSensorOf,
} from "@millrace/runtime";
import type {
  AnyAsset,
  AnyJob,
  AssetEvent,
  Definitions,
  Log,
  ResourceOverrides,
  RunEvent,
  ScheduleDef,
  SensorDef,
} from "@millrace/sdk";
import { checkNames } from "./check-names";
import { definitionsOf } from "./definitions-of";
import { givenEvent } from "./given-events";

const silent = (): void => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

/** Options that say what the requested runs would materialize. */
export interface TargetOptions {
  /** Assets that the target selects from, if its selection is text. */
  readonly assets?: readonly AnyAsset[];
  /** Keys of partition sets, by the set's name. A set that isn't listed is taken to have the requested keys. */
  readonly dynamicPartitions?: Readonly<Record<string, readonly string[]>>;
}

/** Options for {@link evaluateSchedule}. */
export interface EvaluateScheduleOptions extends TargetOptions {
  /** Time of the tick. */
  readonly at: string | Date;
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

/**
 * Evaluates a schedule at one of its ticks and returns the runs it requests. Requests that a launch would reject throw.
 * @example
 * const { runs } = await evaluateSchedule(hourly, { at: "2026-01-02T03:00:00Z" });
 */
export async function evaluateSchedule(schedule: ScheduleDef, options: EvaluateScheduleOptions): Promise<TickResult> {
  const scheduledAt = new Date(options.at);
  if (Number.isNaN(scheduledAt.getTime()))
    throw new TypeError(
      `at: ${JSON.stringify(options.at)} isn't a valid time. Use, for example, "2026-01-02T03:00:00Z"`,
    );
  assertTick(schedule, scheduledAt);
  const { now = scheduledAt, signal = new AbortController().signal, dynamicPartitions } = options;
  const definitions = definitionsOf(targetAssets(schedule.settings.target, options), schedule, {});
  return evaluateScheduleOf(definitions, schedule.name, {
    scheduledAt,
    now,
    signal,
    log,
    dynamicPartitions,
    configProblems,
  });
}

/** Options for {@link evaluateSensor}. */
export interface EvaluateSensorOptions<R = unknown> extends TargetOptions {
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
  const { cursor, now = new Date(), resources, variables = {}, signal, events: given = [] } = options ?? {};
  const names = Object.values(sensor.settings.resources ?? {}).map((resource) => resource.name);
  checkNames("resources", resources, names, "the sensor doesn't use a resource with that name");
  const events = given.map((event, index) => givenEvent(sensor, event, index, now));
  assertMonitored(sensor, events, now);
  return evaluateSensorOf(definitionsOfSensor(sensor, options ?? {}), sensor.name, {
    cursor,
    events,
    dynamicPartitions: options?.dynamicPartitions,
    configProblems,
    now,
    signal: signal ?? new AbortController().signal,
    log,
    variables,
    resources,
  });
}

/** Returns the sensor, the assets it monitors, and those its target materializes. */
function definitionsOfSensor(sensor: SensorDef, options: TargetOptions): Definitions {
  const { monitors, target } = sensor.settings;
  const assets = monitors?.kind === "multiAsset" ? monitors.assets : monitors?.kind === "asset" ? [monitors.asset] : [];
  return definitionsOf([...assets, ...(target ? targetAssets(target, options) : [])], sensor, {});
}

/** Returns the assets that a job lists, and those that it selects from. */
const targetAssets = ({ select }: AnyJob, { assets = [] }: TargetOptions): readonly AnyAsset[] => [
  ...new Set([...(typeof select === "object" ? select : []), ...assets]),
];
