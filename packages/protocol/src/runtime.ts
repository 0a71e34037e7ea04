import { z } from "zod";
import { Assignment } from "./assignment";
import { Manifest } from "./manifest";
import { RuntimeEvent } from "./runtime-event";
import { StoredState } from "./state";
import { TickResult } from "./tick-result";
import { ValueRef } from "./value-ref";
import { WireError } from "./wire-error";

/**
 * What the worker and the runtime in the sandbox say to each other: newline-delimited JSON, one message a line.
 * The launcher starts `node runtime.cjs` with four pipes (or socket pairs):
 *
 * | fd | direction | carries |
 * |----|-----------|---------|
 * | 0 (stdin) | worker → runtime | `WorkerToRuntime` messages. Its end means that the worker is gone: the runtime exits. |
 * | 1 (stdout), 2 (stderr) | runtime → worker | raw text of native code and child processes, not attributed to a step. `console.*` and `process.stdout.write` of user code arrive as `output` messages instead. |
 * | 3 | runtime → worker | `RuntimeToWorker` messages, and nothing else. |
 *
 * The order is `ready` → `claim` → (`loaded` | `loadFailed`) for a load, (`events`, `output`)* → `runDone` for a run,
 * (`tickDone` | `tickFailed`) for a tick; then the runtime exits with code 0. It needs no environment variable.
 * After `cancel` the runtime aborts the steps' signals and ends by itself; who does not end is killed by the worker.
 * Values and network connections never travel here: each has a connection of its own to the broker socket (see
 * `broker.ts`). The one exception is a small JSON value, which travels inside its `ValueRef` (`inline`).
 */

/** What the runtime says. */
export const RuntimeToWorker = z.discriminatedUnion("type", [
  /** `runtime`: the language's name and version, such as `node v20.19.0`. */
  z.object({ type: z.literal("ready"), protocol: z.int(), runtime: z.string() }),
  z.object({ type: z.literal("events"), events: z.array(RuntimeEvent) }),
  /** stdout or stderr of user code, already attributed to a step where that is known. */
  z.object({
    type: z.literal("output"),
    step: z.string().optional(),
    stepAttempt: z.int().optional(),
    stream: z.enum(["stdout", "stderr"]),
    text: z.string(),
  }),
  z.object({ type: z.literal("poolWanted"), step: z.string(), pool: z.string() }),
  z.object({ type: z.literal("poolReleased"), step: z.string(), pool: z.string() }),
  /** `codeCache`: V8's cache of the loaded bundle, put through the broker as step `$load`; store it beside the bundle as `main.cache`. */
  z.object({ type: z.literal("loaded"), manifest: Manifest, loadMs: z.number(), codeCache: ValueRef.optional() }),
  z.object({ type: z.literal("loadFailed"), error: WireError }),
  z.object({ type: z.literal("tickDone"), result: TickResult }),
  z.object({ type: z.literal("tickFailed"), error: WireError }),
  /** Always the last message of a run. */
  z.object({
    type: z.literal("runDone"),
    outcome: z.enum(["success", "failure", "canceled"]),
    reason: z.enum(["STEP_FAILURE", "STEP_TIMEOUT", "MAX_RUNTIME", "LOAD_ERROR"]).optional(),
    error: WireError.optional(),
  }),
]);
export type RuntimeToWorker = z.infer<typeof RuntimeToWorker>;

/** What the worker says. */
export const WorkerToRuntime = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("claim"),
    protocol: z.int(),
    /** Absolute path of the bundle's folder as the sandbox sees it. */
    bundleDir: z.string(),
    /** Absolute path of the broker's Unix socket as the sandbox sees it. */
    brokerSocket: z.string(),
    /** `broker`: the sandbox has no route out and TCP connections go through the broker's `connect`. */
    network: z.enum(["direct", "broker"]).default("direct"),
    /** The location's variables and secrets; they exist in the sandbox's memory only. */
    variables: z.record(z.string(), z.string()),
    assignment: Assignment,
  }),
  z.object({ type: z.literal("cancel"), reason: z.string() }),
  /** `state`: an asset's, as it is now; whoever had the slot before may have changed it since the claim. */
  z.object({ type: z.literal("poolGranted"), step: z.string(), pool: z.string(), state: StoredState.optional() }),
]);
export type WorkerToRuntime = z.infer<typeof WorkerToRuntime>;
