import { DomainError } from "../errors";

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Text such as `"30s"`, `"1.5h"` or `"1h 30m"`. */
const PART = /(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)/y;

/**
 * A duration in milliseconds: a number of seconds, or a number with a unit (ms, s, m, h, d, w), or several of them.
 * @example
 * parseDuration("1h 30m"); // 5_400_000
 */
export function parseDuration(duration: string | number): number {
  const ms = typeof duration === "number" ? duration * 1_000 : parseText(duration.trim());
  if (ms === undefined || !Number.isFinite(ms) || ms < 0) {
    throw new DomainError(
      "invalid",
      "invalid_duration",
      `"${duration}" isn't a valid duration. Use a number and a unit (ms, s, m, h, d, w), such as "30s" or "1h 30m".`,
    );
  }
  return Math.round(ms);
}

function parseText(text: string): number | undefined {
  let total = 0;
  for (let position = 0; position < text.length; ) {
    PART.lastIndex = position;
    const match = PART.exec(text);
    if (!match) return undefined;
    total += Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
    position = PART.lastIndex;
    while (text[position] === " ") position += 1;
  }
  return text === "" ? undefined : total;
}

/** A duration that was measured, in words for people: `1h 30m`, `45s`, `250ms`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  return partsOf(Math.round(ms / 1_000) * 1_000)
    .slice(0, 2)
    .join(" ");
}

/** A duration that a person wrote, as {@link parseDuration} reads it: `1h 30m`, `2s`, `1s 500ms`. */
export const exactDuration = (ms: number): string => partsOf(ms).join(" ") || "0ms";

function partsOf(ms: number): string[] {
  let rest = ms;
  const parts: string[] = [];
  for (const unit of ["d", "h", "m", "s", "ms"] as const) {
    const count = Math.floor(rest / UNIT_MS[unit]);
    rest -= count * UNIT_MS[unit];
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts;
}
