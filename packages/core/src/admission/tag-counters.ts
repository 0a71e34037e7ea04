import { ownValue } from "../own";
import { type Counter, newCounter } from "./counter";
import type { TagLimit } from "./types";

/** Finds the counter of one tag limit for a tag value, or undefined when the limit does not match it. */
type TagCounters = { readonly key: string; find(value: string): Counter | undefined };

function compile(rule: TagLimit): TagCounters {
  const { key, value: exact, limit } = rule;
  if (exact !== undefined) {
    const counter = newCounter("tag", `${key}=${exact}`, limit);
    return { key, find: (value) => (value === exact ? counter : undefined) };
  }
  if (!rule.applyLimitPerUniqueValue) {
    const counter = newCounter("tag", key, limit);
    return { key, find: () => counter };
  }
  const byValue = new Map<string, Counter>();
  return {
    key,
    find(value) {
      let counter = byValue.get(value);
      if (!counter) {
        counter = newCounter("tag", `${key}=${value}`, limit);
        byValue.set(value, counter);
      }
      return counter;
    },
  };
}

/** Returns a function that adds to a list the counter of every tag limit that matches the tags. */
export function compileTagLimits(limits: readonly TagLimit[]) {
  const compiled = limits.map(compile);
  return (tags: Readonly<Record<string, string>>, into: Counter[]): void => {
    for (const rule of compiled) {
      const value = ownValue(tags, rule.key);
      const counter = value === undefined ? undefined : rule.find(value);
      if (counter) into.push(counter);
    }
  };
}
