import { DEFAULTS, DomainError, isDomainError } from "@millrace/core";
import { PROTOCOL_VERSION, type RuntimeToWorker, type ValueRef, type WireError } from "@millrace/protocol";
import type { LoadBundle, LoadOutcome } from "@millrace/services/locations";
import type { RunValues } from "@millrace/services/values";
import type { RunSandbox, RunSandboxes } from "@millrace/services/worker";
import type { Objects } from "@millrace/storage";
import type { BundleCache } from "../bundles/bundle-cache";
import { codeCacheKey } from "../bundles/code-cache";

export type LoadBundleDeps = {
  readonly bundles: BundleCache;
  readonly sandboxes: RunSandboxes;
  readonly objects: Objects;
};

type Loaded = Extract<RuntimeToWorker, { type: "loaded" | "loadFailed" }>;

/** Loads a bundle in a sandbox without network, variables or values, and keeps V8's code cache for its later starts. */
export const loadBundle =
  ({ bundles, sandboxes, objects }: LoadBundleDeps): LoadBundle =>
  async (request, signal) => {
    const bundle = await bundles.acquire(request).catch((error) => {
      if (isDomainError(error)) return error;
      throw error;
    });
    if (bundle instanceof Error) return failure(bundle.code, bundle.message);
    try {
      const sandbox = await sandboxes.take(DEFAULTS.sandbox);
      try {
        await sandbox.place(bundle.dir);
        const outcome = await loadIn(sandbox, codeCacheValues(objects, request), request.loadTimeoutMs, signal);
        if (outcome.kind === "loaded") await bundles.refreshCodeCache(request);
        return outcome;
      } finally {
        sandbox.kill("LOAD_ENDED");
      }
    } finally {
      bundle.release();
    }
  };

async function loadIn(
  sandbox: RunSandbox,
  values: RunValues,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<LoadOutcome> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    sandbox.kill("LOAD_TIMEOUT");
  }, timeoutMs);
  const stop = () => sandbox.kill("SHUTDOWN");
  signal.addEventListener("abort", stop, { once: true });
  try {
    sandbox.serve({ values, egress: [] });
    sandbox.send({
      type: "claim",
      protocol: PROTOCOL_VERSION,
      ...sandbox.paths,
      network: sandbox.network,
      variables: {},
      assignment: { kind: "load" },
    });
    const [answer, said] = await Promise.all([answerOf(sandbox), tailOf(sandbox.stderr), tailOf(sandbox.stdout)]);
    if (answer?.type === "loaded") return { kind: "loaded", manifest: answer.manifest, loadMs: answer.loadMs };
    if (answer?.type === "loadFailed") return { kind: "failed", error: answer.error };
    if (isLate) {
      return failure(
        "LOAD_TIMEOUT",
        `Loading the code exceeded the timeout of ${timeoutMs / 1_000} seconds. Don't do work at import time, or raise loadTimeout in millrace.config.ts.`,
      );
    }
    signal.throwIfAborted();
    const { outOfMemory, signal: killedBy, code } = await sandbox.exited;
    if (outOfMemory) return failure("OUT_OF_MEMORY", "Loading the code exceeded the sandbox memory limit");
    return failure(
      "LOAD_ERROR",
      `The process exited while loading the code (${killedBy ?? `exit code ${code}`})\n${said}`,
    );
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** The sandbox's answer; undefined when it ended, or said what is no message, without one. */
async function answerOf(sandbox: RunSandbox): Promise<Loaded | undefined> {
  try {
    for await (const message of sandbox.messages) {
      if (message.type === "loaded" || message.type === "loadFailed") return message;
    }
  } catch (error) {
    const wire = { name: "ChannelError", code: "CHANNEL_BROKEN", message: String(error) };
    return { type: "loadFailed", error: wire };
  }
}

const TAIL_CHARS = 4_096;

async function tailOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let tail = "";
  for await (const bytes of stream) tail = (tail + decoder.decode(bytes, { stream: true })).slice(-TAIL_CHARS);
  return tail;
}

const failure = (code: string, message: string): LoadOutcome => {
  const error: WireError = { name: "LoadError", code, message };
  return { kind: "failed", error };
};

const CODE_CACHE_BYTES_MAX = 64 * 1024 * 1024;

/** A load may store its code cache and nothing else, and reads nothing. */
function codeCacheValues(objects: Objects, bundle: { orgId: string; bundleHash: string }): RunValues {
  const refuse = async (): Promise<never> => {
    throw new DomainError("forbidden", "not_in_a_run", "Values can be read and written only during a run.");
  };
  return {
    get: refuse,
    findAsset: refuse,
    listAsset: refuse,
    listSet: refuse,
    async put({ step, output, codec }, content): Promise<ValueRef> {
      if (step !== "$load" || output !== "code-cache") return refuse();
      const object = codeCacheKey(bundle.orgId, bundle.bundleHash);
      return { object, codec, ...(await objects.put(object, limited(content))) };
    },
  };
}

async function* limited(content: AsyncIterable<Uint8Array>) {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > CODE_CACHE_BYTES_MAX)
      throw new DomainError("overLimit", "code_cache_too_large", "The code cache is too large.");
    yield chunk;
  }
}
