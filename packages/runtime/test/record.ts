import type { Assignment } from "@millrace/protocol";
import type { Sandbox, Spoken } from "./sandbox";

/** Where the conversation was recorded, and what stands for it in the record. */
export type Places = { readonly bundleDir: string; readonly brokerSocket: string };

const INSIDE: Places = { bundleDir: "/app", brokerSocket: "/run/millrace/s" };
/** The time of the first event; each event after it is one millisecond later. */
const FIRST_AT = Date.parse("2026-01-02T00:00:00Z");

/**
 * A conversation as NDJSON in which only the words count: times, versions, sizes of caches and paths are replaced, and
 * messages that the runtime may as well send in one are put together.
 */
export function recordOf(spoken: readonly Spoken[], places: Places): string {
  let at = FIRST_AT;
  const lines: Spoken[] = [];
  for (const line of spoken) {
    const copy = structuredClone(line);
    const last = lines.at(-1)?.message;
    if (copy.from === "runtime" && last?.type === "events" && copy.message.type === "events")
      last.events.push(...copy.message.events);
    else lines.push(copy);
  }
  for (const { message } of lines) if (message.type === "events") for (const event of message.events) event.at = at++;
  return lines.map((line) => `${JSON.stringify(line, (key, value) => plain(key, value, places))}\n`).join("");
}

/** A field without what differs from one recording to the next. */
function plain(key: string, value: unknown, places: Places): unknown {
  switch (key) {
    case "runtime":
      return typeof value === "string" && value !== "" ? value.replace(/ .*/, " v20.19.0") : value;
    case "sdkVersion":
      return "0.1.0";
    case "loadMs":
      return 12.5;
    case "codeCache":
      return { ...(value as object), bytes: 65_536 };
    case "stack":
      return typeof value === "string" ? withoutLibraries(value) : value;
    case "bundleDir":
    case "brokerSocket":
      return value === places[key] ? INSIDE[key] : value;
    default:
      return value;
  }
}

/** Frames of Node and of the SDK move with their versions. */
const withoutLibraries = (stack: string): string =>
  stack
    .split("\n")
    .filter((line, index) => index === 0 || /(?:conversation|wrong)\.ts:\d+/.test(line))
    .join("\n");

type Script = {
  readonly assignment: Assignment;
  readonly variables?: Readonly<Record<string, string>>;
  /** What the worker says between the claim and the end. */
  readonly meanwhile?: (sandbox: Sandbox) => Promise<void>;
};

/** Plays the worker's part in one conversation, to its end. */
export async function converse(sandbox: Sandbox, places: Places, script: Script): Promise<readonly Spoken[]> {
  await sandbox.message("ready");
  sandbox.claim(places.bundleDir, script.assignment, {
    brokerSocket: places.brokerSocket,
    network: "broker",
    variables: { ...script.variables },
  });
  await script.meanwhile?.(sandbox);
  await sandbox.exited;
  return sandbox.spoken;
}
