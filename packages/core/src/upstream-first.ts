import { DomainError } from "./errors";
import { findCycle } from "./manifest/find-cycle";

/**
 * Returns keys with upstream before downstream, otherwise in the order given. `deps` has every key that it names.
 *
 * @throws DomainError `asset_cycle` that names a circle.
 */
export function upstreamFirst(deps: ReadonlyMap<string, readonly string[]>): string[] {
  const waitingFor = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const [key, own] of deps) {
    waitingFor.set(key, own.length);
    dependents.set(key, []);
  }
  for (const [key, own] of deps) for (const dep of own) dependents.get(dep)?.push(key);

  const order = [...deps.keys()].filter((key) => waitingFor.get(key) === 0);
  for (const key of order) {
    for (const dependent of dependents.get(key) ?? []) {
      const left = (waitingFor.get(dependent) ?? 0) - 1;
      waitingFor.set(dependent, left);
      if (left === 0) order.push(dependent);
    }
  }
  if (order.length === deps.size) return order;
  const cycle = findCycle(deps.keys(), (key) => deps.get(key) ?? []) ?? [];
  throw new DomainError("invalid", "asset_cycle", `Circular asset dependency: ${cycle.join(" → ")}`);
}
