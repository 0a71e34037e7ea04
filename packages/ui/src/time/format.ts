const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** Returns a duration such as "2h 10m", "41.2s", "30s", or "180ms", with up to two units. */
export function formatDuration(ms: number): string {
  if (ms < 0) return "0ms";
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  if (ms < 60_000) return `${Math.floor(ms / 100) / 10}s`;
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const [unit, size] = UNITS[first]!;
  const [nextUnit, nextSize] = UNITS[first + 1]!;
  const rest = Math.floor((ms % size) / nextSize);
  return rest > 0 ? `${Math.floor(ms / size)}${unit} ${rest}${nextUnit}` : `${Math.floor(ms / size)}${unit}`;
}

/** Maximum clock difference between two machines before a time counts as in the future. */
const SKEW_MS = 5_000;

/** Returns a relative time such as "just now", "3m ago", or "in 2h". */
export function formatRelative(at: number, now: number): string {
  const distance = now - at;
  const size = Math.abs(distance);
  if (size < 10_000) return distance >= -SKEW_MS ? "just now" : "soon";
  const text =
    size < 60_000
      ? `${Math.floor(size / 1_000)}s`
      : size < 3_600_000
        ? `${Math.floor(size / 60_000)}m`
        : size < 86_400_000
          ? `${Math.floor(size / 3_600_000)}h`
          : `${Math.floor(size / 86_400_000)}d`;
  return distance >= 0 ? `${text} ago` : `in ${text}`;
}

/** Returns the date and time in a zone, with the year only if it isn't the current one. */
export function formatInstant(
  at: number,
  options: { timeZone: string; hour12?: boolean; now?: number; seconds?: boolean },
): string {
  const sameYear = new Date(at).getUTCFullYear() === new Date(options.now ?? Date.now()).getUTCFullYear();
  return new Intl.DateTimeFormat("en-US", {
    timeZone: options.timeZone,
    ...(options.hour12 === undefined ? { hourCycle: "h23" } : { hour12: options.hour12 }),
    month: "short",
    day: "numeric",
    ...(sameYear ? {} : { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
    ...(options.seconds ? { second: "2-digit" } : {}),
  }).format(at);
}

/** Returns the short name of a zone at an instant, such as "CET" or "GMT+5:30". */
export function zoneName(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** Returns a size such as "12.4 MiB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
