import { z } from "zod";
import { Assignment } from "./assignment";
import { Count, Name, StepAttempt, StepKey, shallow } from "./fields";
import { WIRE_LIMITS } from "./limits";
import { Manifest } from "./manifest";
import { RuntimeEvent } from "./runtime-event";
import { StoredState } from "./state";
import { TickResult } from "./tick-result";
import { ValueRef } from "./value-ref";
import { WireError } from "./wire-error";

/*
 * Newline-delimited JSON, one message a line: the runtime reads `WorkerToRuntime` from file descriptor 0 and writes
 * `RuntimeToWorker` to 3. `docs/runtime-protocol.md` describes the conversation. Values and network connections never
 * travel here (see `broker.ts`), except for a small JSON value inside its `ValueRef` (`inline`).
 */

/** What the runtime says. */
export const RuntimeToWorker = z.discriminatedUnion("type", [
  /** `runtime`: the language's name and version, such as `node v20.19.0`. */
  z.object({ type: z.literal("ready"), protocol: Count, runtime: Name }),
  z.object({ type: z.literal("events"), events: z.array(RuntimeEvent) }),
  /** stdout or stderr of user code, already attributed to a step where that is known. */
  z.object({
    type: z.literal("output"),
    step: StepKey.optional(),
    stepAttempt: StepAttempt.optional(),
    stream: z.enum(["stdout", "stderr"]),
    text: z.string(),
  }),
  z.object({ type: z.literal("poolWanted"), step: StepKey, pool: Name }),
  z.object({ type: z.literal("poolReleased"), step: StepKey, pool: Name }),
  /** `codeCache`: V8's cache of the loaded bundle, put through the broker as step `$load`; store it beside the bundle as `main.cache`. */
  z.object({
    type: z.literal("loaded"),
    manifest: shallow(Manifest),
    loadMs: z.number().min(0).max(WIRE_LIMITS.intMax),
    codeCache: ValueRef.optional(),
  }),
  z.object({ type: z.literal("loadFailed"), error: WireError }),
  z.object({ type: z.literal("tickDone"), result: TickResult }),
  z.object({ type: z.literal("tickFailed"), error: WireError }),
  /**
   * Asks to continue the run in a fresh process: an attempt that exceeded its timeout doesn't stop, and its step is to be
   * retried. The last message of this process.
   */
  z.object({ type: z.literal("processWanted") }),
  /** The last message of a run. */
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
  /** `state`: an asset's, as it is now; the previous holder of the slot may have changed it since the claim. */
  z.object({ type: z.literal("poolGranted"), step: z.string(), pool: z.string(), state: StoredState.optional() }),
]);
export type WorkerToRuntime = z.infer<typeof WorkerToRuntime>;
