/** A cycle of a graph as the list of its nodes, the first repeated at the end; undefined when there is none. */
export function findCycle(nodes: Iterable<string>, edgesOf: (node: string) => readonly string[]): string[] | undefined {
  const done = new Set<string>();
  for (const start of nodes) {
    const cycle = cycleFrom(start, edgesOf, done);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Walks depth first with an explicit stack: graphs may be deeper than the call stack. */
function cycleFrom(start: string, edgesOf: (node: string) => readonly string[], done: Set<string>) {
  const path: { node: string; next: number }[] = [];
  const onPath = new Set<string>();
  const enter = (node: string) => {
    path.push({ node, next: 0 });
    onPath.add(node);
  };
  if (!done.has(start)) enter(start);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const target = edgesOf(top.node)[top.next++];
    if (target === undefined) {
      path.pop();
      onPath.delete(top.node);
      done.add(top.node);
    } else if (onPath.has(target)) {
      const names = path.map(({ node }) => node);
      return [...names.slice(names.indexOf(target)), target];
    } else if (!done.has(target)) enter(target);
  }
  return undefined;
}
