import { fnv1a } from "../../fnv1a";
import { childrenOf } from "./children";
import type { Condition } from "./condition";

/** Two hashes of 32 bits: of the few parts of one condition, no two have the same. */
const SECOND_SEED = 0x9e3779b9;

const identities = new WeakMap<Condition, string>();

/**
 * Returns the identity of a condition: the same for two of the same structure, in any version and place. Labels don't
 * count, nor do `allow` and `ignore`, because memory of a condition still holds if it ignores another dependency.
 */
export function conditionIdentity(condition: Condition): string {
  const known = identities.get(condition);
  if (known !== undefined) return known;
  const { label: _label, ...own } = condition;
  const { of: _of, reset: _reset, allow: _allow, ignore: _ignore, ...settings } = own as Record<string, unknown>;
  const parts = [
    ...Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ...childrenOf(condition).map(conditionIdentity),
  ];
  const text = parts.join(",");
  const identity = `${fnv1a(text)}${fnv1a(text, SECOND_SEED)}`;
  identities.set(condition, identity);
  return identity;
}

const remembering = new WeakMap<Condition, boolean>();

/** Returns whether a condition, or a part of it, depends on earlier evaluations and so can't be left out of one. */
export function remembers(condition: Condition): boolean {
  let known = remembering.get(condition);
  if (known === undefined) {
    known = REMEMBERING.has(condition.op) || childrenOf(condition).some(remembers);
    remembering.set(condition, known);
  }
  return known;
}

/** `anyDownstreamConditions` stands for conditions that can remember. */
const REMEMBERING: ReadonlySet<Condition["op"]> = new Set([
  "since",
  "newlyTrue",
  "codeVersionChanged",
  "anyDownstreamConditions",
]);
