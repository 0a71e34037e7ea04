import type { VersionRecord, VersionStore } from "@millrace/core/locations";
import type { Scope } from "../scope";
import { getVersion } from "./activate-version";

/** Calls back whenever something of an organization changes; resolves to the way out. */
export type Changes = {
  subscribe(orgId: string, onChange: () => void): Promise<() => void>;
};

type Deps = { readonly versions: VersionStore; readonly changes: Changes };
type Named = { readonly id: string; readonly name: string };

/**
 * A version once its load has ended, or as it is when the wait is over: who pushes hears of the end at once and asks
 * only once.
 */
export const awaitLoad =
  ({ versions, changes }: Deps) =>
  async (
    scope: Scope,
    location: Named,
    number: number,
    wait: { readonly ms: number; readonly signal: AbortSignal },
  ): Promise<VersionRecord> => {
    const until = AbortSignal.any([wait.signal, AbortSignal.timeout(wait.ms)]);
    let wake = () => {};
    const unsubscribe = await changes.subscribe(scope.orgId, () => wake());
    until.addEventListener("abort", () => wake(), { once: true });
    try {
      for (;;) {
        // Before it looks: a change while it looks must not be missed.
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const version = await getVersion({ versions }, scope, location, { number });
        if (until.aborted || !isLoading(version)) return version;
        await changed;
      }
    } finally {
      unsubscribe();
    }
  };
export type AwaitLoad = ReturnType<typeof awaitLoad>;

const isLoading = ({ status }: VersionRecord): boolean => status === "UPLOADED" || status === "LOADING";
