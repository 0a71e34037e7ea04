import { DEFAULTS, isDomainError } from "@millrace/core";
import type { WireError } from "@millrace/protocol";
import type { LoadBundle, LoadOutcome } from "../locations/load-version";
import type { RunValues } from "../values/run-values";
import { type ConversationEnd, conversationWith } from "./conversation";
import type { BundleRef, Bundles, RunSandbox, RunSandboxes } from "./ports";
import { sandboxStop } from "./stop-sandbox";

export type LoadBundleDeps = {
  readonly bundles: Bundles & {
    /** Looks for the code cache of a bundle again, once it has been made. */
    refreshCodeCache(bundle: BundleRef): Promise<void>;
  };
  readonly sandboxes: RunSandboxes;
  /** What a load may store: V8's code cache, and nothing else. */
  readonly codeCacheValues: (bundle: BundleRef) => RunValues;
};

type StopReason = "LOAD_TIMEOUT" | "SHUTDOWN";

/** Loads a bundle in a sandbox without network, variables, or values, and keeps V8's code cache for its later starts. */
export const loadBundle =
  ({ bundles, sandboxes, codeCacheValues }: LoadBundleDeps): LoadBundle =>
  async (request, signal) => {
    const bundle = await bundles.acquire(request).catch((error) => {
      if (isDomainError(error)) return error;
      throw error;
    });
    if (bundle instanceof Error) return failure(bundle.code, bundle.message);
    try {
      const sandbox = await sandboxes.take(request.orgId, DEFAULTS.sandbox);
      try {
        await sandbox.place(bundle.dir);
        const outcome = await loadIn(sandbox, codeCacheValues(request), request.loadTimeoutMs, signal);
        if (outcome.kind === "loaded") await bundles.refreshCodeCache(request);
        return outcome;
      } finally {
        sandbox.kill("LOAD_ENDED");
      }
    } finally {
      bundle.release();
    }
  };

const TAIL_CHARS = 4_096;

async function loadIn(
  sandbox: RunSandbox,
  values: RunValues,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<LoadOutcome> {
  const conversation = conversationWith(sandbox);
  const stop = sandboxStop<StopReason>(sandbox, conversation, 0);
  const timer = setTimeout(() => stop.end("LOAD_TIMEOUT"), timeoutMs);
  const onAbort = () => stop.end("SHUTDOWN");
  signal.addEventListener("abort", onAbort, { once: true });
  let stderr = "";
  try {
    const end = await conversation.hold({
      assignment: { kind: "load" },
      variables: {},
      session: { values, egress: [] },
      last: ["loaded", "loadFailed"],
      output: async (stream, text) => {
        if (stream === "stderr") stderr = (stderr + text).slice(-TAIL_CHARS);
      },
    });
    if (end.last === undefined) signal.throwIfAborted();
    return outcomeOf(end, stop.reason === "LOAD_TIMEOUT" ? timeoutMs : undefined, stderr);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    stop.release();
  }
}

/** @param timedOutMs the time limit, when the load exceeded it */
function outcomeOf(
  end: ConversationEnd<"loaded" | "loadFailed">,
  timedOutMs: number | undefined,
  stderr: string,
): LoadOutcome {
  const { last } = end;
  if (last?.type === "loaded") return { kind: "loaded", manifest: last.manifest, loadMs: last.loadMs };
  if (last?.type === "loadFailed") return { kind: "failed", error: last.error };
  if (timedOutMs !== undefined) {
    return failure(
      "LOAD_TIMEOUT",
      `Loading the code exceeded the timeout of ${timedOutMs / 1_000} seconds. Don't do work at import time, or raise loadTimeout in millrace.config.ts.`,
    );
  }
  const { exit, error } = end as Exclude<typeof end, { last: object }>;
  if (error !== undefined) return failure("CHANNEL_BROKEN", error.message);
  if (exit.outOfMemory) return failure("OUT_OF_MEMORY", "Loading the code exceeded the sandbox memory limit");
  const how = exit.signal ?? `exit code ${exit.code}`;
  return failure("LOAD_ERROR", `The process exited while loading the code (${how})\n${stderr}`);
}

const failure = (code: string, message: string): LoadOutcome => {
  const error: WireError = { name: "LoadError", code, message };
  return { kind: "failed", error };
};
