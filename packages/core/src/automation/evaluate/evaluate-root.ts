import type { Condition } from "../condition/condition";
import { conditionIdentity } from "../condition/identity";
import type { AssetMemory } from "../memory";
import { type AssetView, isSameSubset, storeSubset } from "./asset-view";
import { evaluate } from "./evaluate";
import { rootMemory } from "./root-memory";
import type { Evaluated, Pass } from "./scope";
import { signatureOf } from "./signature";

/** Evaluates the condition of an asset, and returns what to remember of it until the next pass. */
export function evaluateRoot(
  pass: Pass,
  root: AssetView,
  condition: Condition,
  last: { readonly memory: AssetMemory | undefined; readonly evaluatedAt: number | undefined },
  wakeAt: number | undefined,
): { readonly evaluated: Evaluated; readonly memory: AssetMemory } {
  const partitions = root.node.partitions?.kind ?? "none";
  const before = last.memory?.partitions === partitions ? last.memory : undefined;
  const identity = conditionIdentity(condition);
  const memory = rootMemory(root, before, last.evaluatedAt);
  const isInitial = before?.condition !== identity;
  const evaluated = evaluate(condition, {
    root: { pass, asset: root, memory, ancestors: [] },
    asset: root,
    check: undefined,
    candidates: root.full,
    isInitial,
  });
  const requested = storeSubset(root, evaluated.holds);
  const after: AssetMemory = {
    condition: identity,
    partitions,
    ...(requested && { requested }),
    parts: memory.parts(),
    signature: signatureOf(evaluated),
    unsettled: isInitial || requested !== undefined || memory.isUnsettled(),
    ...(wakeAt !== undefined && { wakeAt }),
  };
  return { evaluated, memory: before && isSameMemory(before, after) ? before : after };
}

function isSameMemory(a: AssetMemory, b: AssetMemory): boolean {
  const names = Object.keys(a.parts);
  return (
    a.condition === b.condition &&
    a.signature === b.signature &&
    a.unsettled === b.unsettled &&
    a.wakeAt === b.wakeAt &&
    isSameSubset(a.requested, b.requested) &&
    names.length === Object.keys(b.parts).length &&
    names.every((name) => a.parts[name] === b.parts[name])
  );
}
