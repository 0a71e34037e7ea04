/**
 * Returns true if a JSON value nests deeper than `max` objects and lists. Walks level by level without recursion, so it
 * finds values that would overflow the stack of other code.
 */
export function isDeeperThan(value: unknown, max: number): boolean {
  let level: object[] = isNested(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > max) return true;
    const next: object[] = [];
    for (const nested of level) {
      const parts: readonly unknown[] = Array.isArray(nested) ? nested : Object.values(nested);
      for (const part of parts) if (isNested(part)) next.push(part);
    }
    level = next;
  }
  return false;
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;
