import type { SensorEvent as WireEvent } from "@millrace/protocol";
import type { SensorEvent } from "@millrace/sdk";

/** Converts events to the form a sensor's function receives. */
export const sensorEvents = (events: readonly WireEvent[]): SensorEvent[] =>
  events.map((event) =>
    "asset" in event
      ? { ...event, at: new Date(event.at), partition: event.partition }
      : { ...event, at: new Date(event.at) },
  );
