"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Checkbox } from "../forms/checkbox";
import { StatusText } from "../status/status-badge";
import { Table, TableHead, Td, Th, Tr } from "../tables/table";
import type { LineageState } from "./flow";
import type { LineageNode } from "./model";

/**
 * Renders the graph as a table in order of dependency, with the same selection, for small screens and screen readers.
 */
export function LineageList(props: {
  nodes: readonly LineageNode[];
  states: ReadonlyMap<string, LineageState>;
  expanded: ReadonlySet<string>;
  onExpandedChange: (expanded: ReadonlySet<string>) => void;
  selected: ReadonlySet<string>;
  onSelectedChange: (selected: ReadonlySet<string>) => void;
  renderLink: (node: LineageNode) => ReactNode;
}) {
  const groups = useMemo(() => ordered(props.nodes), [props.nodes]);
  const downstream = useMemo(() => countDownstream(props.nodes), [props.nodes]);
  const toggle = (set: ReadonlySet<string>, id: string) => {
    const next = new Set(set);
    if (!next.delete(id)) next.add(id);
    return next;
  };
  return (
    <Table caption="Assets in dependency order">
      <TableHead>
        <Th>Asset</Th>
        <Th>State</Th>
        <Th className="hidden sm:table-cell" numeric>
          Upstream
        </Th>
        <Th className="hidden sm:table-cell" numeric>
          Downstream
        </Th>
      </TableHead>
      <tbody>
        {groups.map(([group, members]) => {
          const open = props.expanded.has(group);
          const Chevron = open ? ChevronDown : ChevronRight;
          return [
            <Tr className="bg-sunken" key={`group ${group}`}>
              <Td colSpan={4}>
                <button
                  aria-expanded={open}
                  className="flex min-h-6 items-center gap-1.5 font-medium"
                  onClick={() => props.onExpandedChange(toggle(props.expanded, group))}
                  type="button"
                >
                  <Chevron aria-hidden className="size-3.5 text-subtle" />
                  {group} <span className="font-normal text-subtle tabular">{members.length}</span>
                </button>
              </Td>
            </Tr>,
            ...(open ? members : []).map((node) => (
              <Tr key={node.id}>
                <Td>
                  <span className="flex items-center gap-2 pl-5">
                    <Checkbox
                      checked={props.selected.has(node.id)}
                      hiddenLabel={`Select ${node.label}`}
                      onCheckedChange={() => props.onSelectedChange(toggle(props.selected, node.id))}
                    />
                    {props.renderLink(node)}
                  </span>
                </Td>
                <Td>
                  <StatusText status={props.states.get(node.id)?.status} />
                </Td>
                <Td className="hidden sm:table-cell" numeric>
                  {node.deps.length}
                </Td>
                <Td className="hidden sm:table-cell" numeric>
                  {downstream.get(node.id) ?? 0}
                </Td>
              </Tr>
            )),
          ];
        })}
      </tbody>
    </Table>
  );
}

/** Returns groups with their assets, both ordered by distance from the sources. */
function ordered(nodes: readonly LineageNode[]): [string, LineageNode[]][] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depth = new Map<string, number>();
  const depthOf = (node: LineageNode): number => {
    const known = depth.get(node.id);
    if (known !== undefined) return known;
    depth.set(node.id, 0);
    const own = Math.max(0, ...node.deps.map((dep) => (byId.has(dep) ? depthOf(byId.get(dep)!) + 1 : 0)));
    depth.set(node.id, own);
    return own;
  };
  const groups = new Map<string, LineageNode[]>();
  for (const node of [...nodes].sort((a, b) => depthOf(a) - depthOf(b) || a.id.localeCompare(b.id))) {
    const list = groups.get(node.group);
    if (list) list.push(node);
    else groups.set(node.group, [node]);
  }
  return [...groups];
}

function countDownstream(nodes: readonly LineageNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const dep of nodes.flatMap((node) => node.deps)) counts.set(dep, (counts.get(dep) ?? 0) + 1);
  return counts;
}
