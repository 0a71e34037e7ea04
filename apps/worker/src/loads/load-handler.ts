import { setTimeout as delay } from "node:timers/promises";

const ATTEMPTS = 3;
const DELAY_MS = 1_000;

type VersionRef = { orgId: string; versionId: string };

/** Loads a version, again when the platform was at fault, and in the end gives up on it visibly. */
export const loadHandler =
  (deps: {
    load(version: VersionRef, signal: AbortSignal): Promise<void>;
    abandon(version: VersionRef): Promise<void>;
    onError(error: unknown, version: VersionRef): void;
  }) =>
  async (version: VersionRef, signal: AbortSignal): Promise<void> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        return await deps.load(version, signal);
      } catch (error) {
        // A worker that stops leaves the version to another one.
        signal.throwIfAborted();
        deps.onError(error, version);
        if (attempt < ATTEMPTS) await delay(DELAY_MS * attempt);
      }
    }
    await deps.abandon(version);
  };
