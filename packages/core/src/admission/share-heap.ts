type Entry<T> = { readonly item: T; readonly load: number; readonly turn: number };

/** A queue whose `pop` gives the item with the least load; of equal loads the one that has waited longest. */
export function shareHeap<T>(items: readonly T[], loadOf: (item: T) => number) {
  const heap: Entry<T>[] = [];
  let turn = 0;

  const isBefore = (a: Entry<T>, b: Entry<T>) => a.load < b.load || (a.load === b.load && a.turn < b.turn);

  const push = (item: T): void => {
    const entry = { item, load: loadOf(item), turn: turn++ };
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Entry<T>;
      if (!isBefore(entry, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  };

  const pop = (): T | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first?.item;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry<T>, heap[child] as Entry<T>)) child += 1;
      const below = heap[child] as Entry<T>;
      if (!isBefore(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first.item;
  };

  for (const item of items) push(item);
  return { push, pop };
}
