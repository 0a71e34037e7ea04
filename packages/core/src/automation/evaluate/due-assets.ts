import type { AutomationGraph } from "../graph/automation-graph";
import type { AutomationMemory } from "../memory";

/**
 * Returns the assets whose condition has to be evaluated: those that read a changed asset or one that the last pass
 * requested, and those that are new, unsettled, or due by time.
 */
export function dueAssets(
  { order, readers }: AutomationGraph,
  memory: AutomationMemory,
  changed: Iterable<string>,
  now: number,
): Set<string> {
  const due = new Set<string>();
  const addReaders = (key: string): void => {
    for (const reader of readers.get(key) ?? []) due.add(reader);
  };
  for (const key of changed) addReaders(key);
  for (const { key } of order) {
    const known = memory.assets.get(key);
    if (!known || known.unsettled || (known.wakeAt !== undefined && known.wakeAt <= now)) due.add(key);
    if (known?.requested) addReaders(key);
  }
  return due;
}
