import type { LocationStore } from "@millrace/core/locations";
import { z } from "zod";
import type { Scope } from "../scope";

const ENTRIES_MAX = 200;
const HOST = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const ADDRESS = /^\[[0-9a-f:]+\]$/;

/** `host:port`, `*.host:port` (any name below the host) or `public`. */
const EgressEntry = z
  .string()
  .trim()
  .toLowerCase()
  .max(300)
  .refine(isEntry, "must be `host:port`, `*.host:port` or `public`, e.g. `db.example.com:5432`");

export const SetEgressInput = z.object({
  allow: z
    .array(EgressEntry)
    .max(ENTRIES_MAX)
    .transform((entries) => [...new Set(entries)])
    .describe("hosts the code location can connect to: `host:port`, `*.host:port`, or `public`; empty blocks all"),
});
export type SetEgressInput = z.output<typeof SetEgressInput>;

/** Replaces what a location's code may reach. Runs that have started keep what they had. */
export const setEgress =
  ({ locations }: { readonly locations: Pick<LocationStore, "setEgress"> }) =>
  async (
    scope: Scope,
    location: { id: string; name: string },
    { allow }: SetEgressInput,
  ): Promise<{ readonly allow: readonly string[] }> => {
    await locations.setEgress(scope.orgId, location.id, allow, {
      actor: scope.actor,
      action: "location.egressSet",
      target: location.name,
      details: { allow },
    });
    return { allow };
  };

function isEntry(entry: string): boolean {
  if (entry === "public") return true;
  const at = entry.lastIndexOf(":");
  const host = entry.slice(0, at);
  const port = Number(entry.slice(at + 1));
  return at > 0 && (HOST.test(host) || ADDRESS.test(host)) && Number.isInteger(port) && port >= 1 && port <= 65_535;
}
