import { didYouMeanText } from "../did-you-mean";
import { DomainError } from "../errors";
import { findCycle } from "../manifest/find-cycle";
import type { GraphNode, JobManifest, Manifest, OpManifest, Wire } from "../manifest/manifest";
import type { PlanStep } from "./run-plan";

/** Steps of a job's graph: each node waits for what its wires read and for what it comes after. */
export function planGraph(manifest: Manifest, job: JobManifest, nodes: readonly GraphNode[]): PlanStep[] {
  const ops = new Map(manifest.ops.map((op) => [op.name, op]));
  const needs = new Map(nodes.map((node) => [node.node, needsOf(node)]));
  if (needs.size < nodes.length) throw graphError(job, "job_node_duplicate", "has two nodes with the same name");
  for (const [node, wanted] of needs) {
    const unknown = wanted.find((need) => !needs.has(need));
    if (unknown !== undefined)
      throw graphError(job, "job_node_not_found", `wires "${node}" to "${unknown}", which is not a node`);
  }
  const cycle = findCycle(needs.keys(), (node) => needs.get(node) ?? []);
  if (cycle) throw graphError(job, "job_cycle", `has a circular dependency: ${cycle.join(" → ")}`);

  return nodes.map((node) => {
    const op = ops.get(node.op);
    if (!op)
      throw graphError(job, "op_not_found", `calls unknown op "${node.op}".${didYouMeanText(node.op, ops.keys())}`);
    return nodeStep(node, op, needs.get(node.node) ?? [], job);
  });
}

function needsOf(node: GraphNode): string[] {
  return [...new Set([...nodesOf(node.input), ...nodesOf(node.over), ...node.after])];
}

/** The nodes that a wire reads. */
function nodesOf(wire: Wire | undefined): string[] {
  switch (wire?.from) {
    case "node":
      return [wire.node];
    case "object":
      return Object.values(wire.fields).flatMap(nodesOf);
    case "list":
      return wire.items.flatMap(nodesOf);
    default:
      return [];
  }
}

function nodeStep(node: GraphNode, op: OpManifest, needs: string[], job: JobManifest): PlanStep {
  const retry = op.retry ?? job.retry;
  return {
    key: node.node,
    kind: node.kind === "map" ? "map" : "op",
    definition: node.op,
    assets: [],
    needs,
    deps: [],
    blocking: false,
    severity: "error",
    priority: op.priority ?? 0,
    owners: op.owners,
    ...(node.input ? { input: node.input } : {}),
    ...(node.over ? { over: node.over } : {}),
    ...(node.concurrency ? { concurrency: node.concurrency } : {}),
    ...(retry ? { retry } : {}),
    ...(op.timeoutMs ? { timeoutMs: op.timeoutMs } : {}),
    ...(op.pool ? { pool: op.pool } : {}),
  };
}

const graphError = (job: JobManifest, code: string, what: string): DomainError =>
  new DomainError("invalid", code, `Job "${job.name}" ${what}`);
