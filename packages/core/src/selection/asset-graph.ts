/** What a selection may ask of an asset. */
export type SelectableAsset = {
  readonly key: string;
  /** Keys of the assets that it reads; keys of assets outside the graph are ignored. */
  readonly deps?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly owners?: readonly string[];
  readonly group?: string | null;
  readonly kinds?: readonly string[];
  readonly codeLocation?: string | null;
};

/** Assets by number, with the numbers of their neighbors on either side. */
export type AssetGraph = {
  readonly assets: readonly SelectableAsset[];
  readonly indexes: ReadonlyMap<string, number>;
  readonly upstream: readonly (readonly number[])[];
  readonly downstream: readonly (readonly number[])[];
};

/** Builds the graph once; it may then answer any number of selections. */
export function assetGraph(assets: readonly SelectableAsset[]): AssetGraph {
  const indexes = new Map(assets.map(({ key }, index) => [key, index]));
  const downstream: number[][] = assets.map(() => []);
  const upstream = assets.map(({ deps = [] }, index) => {
    const own = new Set<number>();
    for (const key of deps) {
      const dep = indexes.get(key);
      if (dep !== undefined) own.add(dep);
    }
    for (const dep of own) downstream[dep]?.push(index);
    return [...own];
  });
  return { assets, indexes, upstream, downstream };
}

/** Everything reachable from `start` (which is part of the answer) within `depth` levels. */
export function reach(
  neighbors: AssetGraph["upstream"],
  start: ReadonlySet<number>,
  depth: number = Number.POSITIVE_INFINITY,
): Set<number> {
  const reached = new Set(start);
  let frontier: readonly number[] = [...start];
  for (let level = 0; level < depth && frontier.length > 0; level += 1) {
    const next: number[] = [];
    for (const index of frontier) {
      for (const neighbor of neighbors[index] ?? []) {
        if (reached.has(neighbor)) continue;
        reached.add(neighbor);
        next.push(neighbor);
      }
    }
    frontier = next;
  }
  return reached;
}

/** Everything reachable from `start` in at least one step. */
export function reachBeyond(neighbors: AssetGraph["upstream"], start: ReadonlySet<number>): Set<number> {
  return reach(neighbors, new Set([...start].flatMap((index) => neighbors[index] ?? [])));
}
