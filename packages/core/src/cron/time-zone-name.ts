import { didYouMean } from "../did-you-mean";
import { DomainError } from "../errors";

/**
 * Throws unless a text is the name of an IANA time zone as IANA writes it: a region, or UTC. Abbreviations such as `EST`
 * and offsets have no daylight saving time, and another case isn't found everywhere.
 * @throws DomainError `time_zone_invalid` with a suggestion
 */
export function assertTimeZoneName(name: string): void {
  const known = resolvedName(name);
  if (known === name && (name === "UTC" || name.includes("/"))) return;
  const isAlias = known !== undefined && known.toLowerCase() !== name.toLowerCase();
  if (isAlias && /^([A-Z][A-Za-z_-]*)(\/[A-Z][A-Za-z0-9_+-]*)+$/.test(name)) return;
  const meant = known?.includes("/") && !isAlias ? known : didYouMean(name, Intl.supportedValuesOf("timeZone"));
  const hint = meant
    ? `Did you mean "${meant}"?`
    : 'Use a region such as "Europe/London" or "America/New_York", or "UTC".';
  throw new DomainError("invalid", "time_zone_invalid", `Time zone ${JSON.stringify(name)} is unknown. ${hint}`);
}

/** The name that the runtime gives a zone; undefined if it doesn't know it. */
function resolvedName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
