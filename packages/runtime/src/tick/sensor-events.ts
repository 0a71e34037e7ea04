import type { SensorEvent as WireEvent } from "@millrace/protocol";
import type { SensorEvent } from "@millrace/sdk";

/** Events as a sensor's function receives them. */
export const sensorEvents = (events: readonly WireEvent[]): SensorEvent[] =>
  events.map((event) =>
    "asset" in event
      ? { ...event, at: new Date(event.at), partition: event.partition }
      : { ...event, at: new Date(event.at) },
  );
