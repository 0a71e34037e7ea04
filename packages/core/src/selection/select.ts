import { globMatcher } from "../glob";
import { type AssetGraph, assetGraph, reach, reachBeyond, type SelectableAsset } from "./asset-graph";
import { parseSelection } from "./parse";
import type { Selection } from "./syntax";

/** The group of an asset that names none. */
export const DEFAULT_GROUP = "default";

/**
 * The keys of the assets that a selection picks, sorted.
 * @throws SelectionError for text that is not a selection
 * @example
 * selectAssets('key:orders+ and group:"gold"', assets);
 */
export function selectAssets(selection: string | Selection, assets: readonly SelectableAsset[] | AssetGraph): string[] {
  const parsed = typeof selection === "string" ? parseSelection(selection) : selection;
  const graph = "upstream" in assets ? assets : assetGraph(assets);
  return Array.from(evaluate(parsed, graph), (index) => graph.assets[index]?.key ?? "").sort();
}

type Picked = ReadonlySet<number>;

function evaluate(selection: Selection, graph: AssetGraph): Picked {
  switch (selection.type) {
    case "all":
      return new Set(graph.assets.keys());
    case "not": {
      const excluded = evaluate(selection.of, graph);
      return pick(graph, (index) => !excluded.has(index));
    }
    case "and": {
      const operands = selection.of.map((operand) => evaluate(operand, graph));
      return pick(graph, (index) => operands.every((operand) => operand.has(index)));
    }
    case "or": {
      const union = new Set<number>();
      for (const operand of selection.of) for (const index of evaluate(operand, graph)) union.add(index);
      return union;
    }
    case "traversal": {
      const start = evaluate(selection.of, graph);
      const { up, down } = selection;
      const above = up ? reach(graph.upstream, start, up.depth) : start;
      return down ? new Set([...above, ...reach(graph.downstream, start, down.depth)]) : above;
    }
    case "sinks":
      return ends(evaluate(selection.of, graph), graph.upstream);
    case "roots":
      return ends(evaluate(selection.of, graph), graph.downstream);
    case "attribute": {
      if (selection.name === "key" && !selection.value.includes("*")) {
        const index = graph.indexes.get(selection.value);
        return new Set(index === undefined ? [] : [index]);
      }
      const matches = attributeMatcher(selection);
      return pick(graph, (_index, asset) => matches(asset));
    }
  }
}

function pick(graph: AssetGraph, isPicked: (index: number, asset: SelectableAsset) => boolean): Picked {
  const picked = new Set<number>();
  for (const [index, asset] of graph.assets.entries()) if (isPicked(index, asset)) picked.add(index);
  return picked;
}

/** The picked assets from which no walk against `neighbors` leads to another picked one, even through others. */
function ends(picked: Picked, neighbors: AssetGraph["upstream"]): Picked {
  const inner = reachBeyond(neighbors, picked);
  return new Set([...picked].filter((index) => !inner.has(index)));
}

function attributeMatcher({
  name,
  value,
  tagValue,
}: Extract<Selection, { type: "attribute" }>): (asset: SelectableAsset) => boolean {
  switch (name) {
    case "key": {
      const matches = globMatcher(value);
      return ({ key }) => matches(key);
    }
    case "tag":
      return ({ tags = {} }) =>
        Object.hasOwn(tags, value) && (tagValue === undefined || String(tags[value]) === tagValue);
    case "owner":
      return ({ owners = [] }) => owners.includes(value);
    case "group":
      return ({ group }) => (group || DEFAULT_GROUP) === value;
    case "kind":
      return ({ kinds = [] }) => kinds.includes(value);
    case "code_location":
      return ({ codeLocation }) => codeLocation === value;
  }
}
