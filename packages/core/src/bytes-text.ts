const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** A size in words: "512 B", "50 MiB", "50.0 MiB" for a little more: what is just over a limit does not read like the limit. */
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const value = bytes / 1024 ** power;
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${UNITS[power]}`;
}
