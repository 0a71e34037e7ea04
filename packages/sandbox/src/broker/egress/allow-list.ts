/** True when a location's allowlist contains the destination. */
export type AllowList = (host: string, port: number) => boolean;

/**
 * Reads an allowlist: `host:port`, `*.host:port` (any name below the host), or `public` (everything on the public
 * internet). Whether the address behind a name may be used is checked apart.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const rules = entries.map(parseEntry);
  return (host, port) => rules.some((rule) => rule(host.toLowerCase(), port));
}

function parseEntry(entry: string): AllowList {
  if (entry === "public") return () => true;
  const at = entry.lastIndexOf(":");
  const name = unbracketed(entry.slice(0, at).toLowerCase());
  const port = Number(entry.slice(at + 1));
  if (name.startsWith("*.")) return (host, to) => to === port && host.endsWith(name.slice(1));
  return (host, to) => to === port && host === name;
}

const unbracketed = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");
