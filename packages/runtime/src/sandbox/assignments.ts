import { Readable } from "node:stream";
import type { RuntimeToWorker, WorkerToRuntime } from "@millrace/protocol";
import { bundleSourceMap } from "../errors/source-map";
import { type MapStack, toWireError } from "../errors/wire-error";
import { routeNetwork } from "../network/route-network";
import type { RunAssignment } from "../run/ports";
import { sleep } from "../run/sleep";
import { stepLog } from "../run/step-log";
import { type ProcessWanted, type RunDone, walkRun } from "../run/walk-run";
import { evaluateSchedule } from "../tick/evaluate-schedule";
import { evaluateSensor } from "../tick/evaluate-sensor";
import { sensorEvents } from "../tick/sensor-events";
import { brokerPartitions, brokerValues } from "./broker-client";
import type { Channel } from "./channel";
import { checkManifest, fitTick } from "./fit-message";
import { type LoadedBundle, loadBundle } from "./load-bundle";
import { ownFolder } from "./own-folder";
import type { WorkerPools } from "./pools";

type Claim = Extract<WorkerToRuntime, { type: "claim" }>;
export type AssignmentHandle = { readonly done: Promise<void>; cancel(reason: string): void };

/** Runs a claimed assignment. Its last message has been sent when `done` resolves. */
export function runAssignment(claim: Claim, channel: Channel, pools: WorkerPools, tempDir: string): AssignmentHandle {
  const { assignment } = claim;
  const mapStack = lazyStackMapper(claim.bundleDir);
  if (claim.network === "broker" && claim.brokerSocket !== "") routeNetwork(claim.brokerSocket);
  switch (assignment.kind) {
    case "load":
      return { done: describe(claim, channel, mapStack), cancel: () => {} };
    case "run":
      return run(claim, assignment, channel, pools, mapStack, tempDir);
    case "tick":
      return tick(claim, assignment, channel, mapStack);
  }
}

/** Loads the source map and its parser when the first error needs them. */
function lazyStackMapper(bundleDir: string): MapStack {
  let sourceMap: ReturnType<typeof bundleSourceMap> | undefined;
  return async (stack) => {
    sourceMap ??= bundleSourceMap(bundleDir);
    return (await sourceMap).stack(withoutRuntime(stack));
  };
}

/** Removes the runtime's own frames, which are of no use to an author. */
function withoutRuntime(stack: string): string {
  const folder = `${__dirname}/`;
  return stack
    .split("\n")
    .filter((line) => !line.includes(`(${folder}`) && !line.includes(`at ${folder}`))
    .join("\n");
}

async function describe(claim: Claim, channel: Channel, mapStack: MapStack): Promise<void> {
  try {
    const startedAt = performance.now();
    const bundle = loadBundle(claim.bundleDir);
    const loadMs = performance.now() - startedAt;
    const { locate } = await bundleSourceMap(claim.bundleDir);
    const manifest = bundle.sdk.toManifest(bundle.definitions, { locate });
    const codeCache = await storeCodeCache(claim, bundle);
    checkManifest(manifest);
    channel.send({ type: "loaded", manifest, loadMs, ...(codeCache ? { codeCache } : {}) });
  } catch (error) {
    channel.send({ type: "loadFailed", error: await toWireError(error, mapStack) });
  }
}

/** Stores the code cache, which only makes later starts faster. Failing to store it has no other effect. */
async function storeCodeCache(claim: Claim, bundle: LoadedBundle) {
  if (claim.brokerSocket === "" || bundle.codeCacheAccepted) return undefined;
  try {
    const bytes = Readable.from([bundle.codeCache()]);
    return await brokerValues(claim.brokerSocket).put(
      { step: "$load", stepAttempt: 1, output: "code-cache", codec: "v8-cache" },
      bytes,
    );
  } catch (error) {
    process.stderr.write(`the code cache was not stored: ${String(error)}\n`);
    return undefined;
  }
}

function run(
  claim: Claim,
  assignment: RunAssignment,
  channel: Channel,
  pools: WorkerPools,
  mapStack: MapStack,
  tempDir: string,
): AssignmentHandle {
  const finish = (done: RunDone | ProcessWanted): void =>
    channel.send(done.outcome === "processWanted" ? { type: "processWanted" } : { type: "runDone", ...done });
  let definitions: LoadedBundle["definitions"];
  try {
    definitions = loadBundle(claim.bundleDir).definitions;
  } catch (error) {
    const failed = toWireError(error, mapStack).then((wire) =>
      finish({ outcome: "failure", reason: "LOAD_ERROR", error: wire }),
    );
    return { done: failed, cancel: () => {} };
  }
  const ports = {
    emit: (event: Parameters<Channel["event"]>[0]) => channel.event(event),
    flush: () => channel.flush(),
    now: Date.now,
    random: Math.random,
    sleep,
    values: brokerValues(claim.brokerSocket),
    pools,
    partitions: brokerPartitions(claim.brokerSocket),
    replacesProcess: true,
    variables: claim.variables,
    scratchDir: ownFolder(tempDir),
  };
  const handle = walkRun(definitions, assignment, ports, mapStack);
  return { done: handle.done.then(finish), cancel: handle.cancel };
}

function tick(
  claim: Claim,
  assignment: Extract<Claim["assignment"], { kind: "tick" }>,
  channel: Channel,
  mapStack: MapStack,
): AssignmentHandle {
  const canceled = new AbortController();
  const log = stepLog((level, message, fields) =>
    channel.event({ type: "log", at: Date.now(), level, message, ...(fields ? { fields } : {}) }),
  );
  const evaluate = async (): Promise<RuntimeToWorker> => {
    try {
      const { definitions } = loadBundle(claim.bundleDir);
      const now = new Date(assignment.now);
      const common = { now, signal: canceled.signal, log };
      if (assignment.schedule !== undefined) {
        const scheduledAt = new Date(assignment.scheduledAt ?? assignment.now);
        return {
          type: "tickDone",
          result: await evaluateSchedule(definitions, assignment.schedule, { ...common, scheduledAt }),
        };
      }
      const result = await evaluateSensor(definitions, assignment.sensor ?? "", {
        ...common,
        cursor: assignment.cursor,
        events: sensorEvents(assignment.events ?? []),
        variables: claim.variables,
      });
      return { type: "tickDone", result };
    } catch (error) {
      return { type: "tickFailed", error: await toWireError(error, mapStack) };
    }
  };
  return {
    done: evaluate().then((message) => channel.send(fitTick(message))),
    cancel: (reason) => canceled.abort(new Error(reason)),
  };
}
