import type { GraphNode, Wire as WireSpec } from "@millrace/core/manifest";
import { definitionError } from "./definition";
import type { AnyOp, OpDef } from "./op";

/** A value that exists when the job runs: the job's input, or the output of a call. */
export interface Ref<T> {
  readonly ref: true;
  /** @internal */
  readonly "~value"?: () => T;
}

/** A value of type `T` in which any part can be a {@link Ref}. */
export type Wire<T> = Ref<T> | T | (T extends object ? { [K in keyof T]: Wire<T[K]> } : never);

/** Builds a job. Each call becomes a step, wired to the values it reads. */
export interface Graph<In> {
  readonly input: Ref<In>;
  /** Runs an op once. */
  call<I, O>(op: OpDef<I, O>, ...input: undefined extends I ? [] | [Wire<I>] : [Wire<I>]): Ref<O>;
  /** Runs an op for each item of a list, up to `concurrency` at a time. The result is the list of outputs. */
  map<T, O>(items: Ref<T[]>, op: OpDef<T, O>, options?: { concurrency?: number }): Ref<O[]>;
  /** Returns a graph whose calls start only after the given ones. */
  after(...refs: readonly Ref<unknown>[]): Graph<In>;
  /** Refers to a property of a value. */
  pick<T, K extends keyof T>(ref: Ref<T>, key: K): Ref<T[K]>;
  /** Refers to an optional property. Steps that read it are skipped if it's absent. */
  optional<T, K extends keyof T>(ref: Ref<T>, key: K): Ref<Exclude<T[K], undefined>>;
  /** Returns a graph whose calls get names starting with `prefix.`, for graphs within graphs. */
  within(prefix: string): Graph<In>;
}

const WIRES = new WeakMap<object, WireSpec>();
const ref = <T>(wire: WireSpec): Ref<T> => {
  const made = { ref: true } as const;
  WIRES.set(made, wire);
  return made;
};

/** Nodes and wires of a job's graph. */
export interface BuiltGraph {
  readonly nodes: readonly GraphNode[];
  readonly ops: ReadonlyMap<string, AnyOp>;
}

/** Runs a job's builder and returns its nodes. */
export function buildGraph<In>(job: string, build: (graph: Graph<In>) => void): BuiltGraph {
  const nodes: GraphNode[] = [];
  const names = new Map<string, number>();
  const ops = new Map<string, AnyOp>();

  const add = (
    op: AnyOp,
    scope: Scope,
    node: Pick<GraphNode, "kind" | "input" | "over" | "concurrency">,
  ): Ref<never> => {
    if (op?.kind !== "op")
      throw definitionError(`job "${job}": call and map require an op. If it's undefined, check for circular imports.`);
    const known = ops.get(op.name);
    if (known && known !== op)
      throw definitionError(`job "${job}" uses two different ops named "${op.name}": rename one`);
    ops.set(op.name, op);
    const name = unique(`${scope.prefix}${op.name}`, names);
    nodes.push({ node: name, op: op.name, ...node, after: [...scope.after] });
    return ref({ from: "node", node: name, path: [] });
  };

  const graph = (scope: Scope): Graph<In> => ({
    input: ref({ from: "input", path: [] }),
    call: (op, ...input) => add(op, scope, { kind: "call", ...(input.length > 0 ? { input: wire(input[0]) } : {}) }),
    map: (items, op, options) => {
      const over = WIRES.get(items);
      if (!over)
        throw definitionError(
          `job "${job}": map(${op?.name ?? "…"}) requires a list that comes from a call result or the job input`,
        );
      if (options?.concurrency !== undefined && !(Number.isInteger(options.concurrency) && options.concurrency > 0)) {
        throw definitionError(`job "${job}": map(${op.name}): concurrency must be an integer ≥ 1`);
      }
      return add(op, scope, {
        kind: "map",
        over,
        ...(options?.concurrency ? { concurrency: options.concurrency } : {}),
      });
    },
    after: (...refs) => graph({ ...scope, after: [...new Set([...scope.after, ...refs.flatMap(nodesOf)])] }),
    pick: (of, key) => ref(extend(WIRES.get(of), String(key), `job "${job}": pick`)),
    optional: (of, key) => {
      const part = extend(WIRES.get(of), String(key), `job "${job}": optional`);
      return ref({ ...part, optional: part.path.length });
    },
    within: (prefix) => graph({ ...scope, prefix: `${scope.prefix}${prefix}.` }),
  });

  build(graph({ prefix: "", after: [] }));
  if (nodes.length === 0) throw definitionError(`job "${job}" calls no op: add at least one g.call(…)`);
  return { nodes, ops };
}

type Scope = { readonly prefix: string; readonly after: readonly string[] };

/** Returns `name`, `name_2`, `name_3`, …; `names` keeps the count for each name. */
function unique(name: string, names: Map<string, number>): string {
  let count = names.get(name) ?? 0;
  let candidate = name;
  do {
    count += 1;
    candidate = count === 1 ? name : `${name}_${count}`;
  } while (count > 1 && names.has(candidate));
  names.set(name, count);
  if (candidate !== name) names.set(candidate, 1);
  return candidate;
}

function nodesOf(of: Ref<unknown>): string[] {
  const found = WIRES.get(of);
  return found?.from === "node" ? [found.node] : [];
}

type PathWire = Extract<WireSpec, { path: string[] }>;

function extend(of: WireSpec | undefined, key: string, subject: string): PathWire {
  if (of?.from !== "input" && of?.from !== "node")
    throw definitionError(`${subject} requires g.input or a call result`);
  return { ...of, path: [...of.path, key] };
}

function wire(value: unknown): WireSpec {
  if (typeof value !== "object" || value === null) return { from: "literal", value };
  const known = WIRES.get(value);
  if (known) return known;
  if (!containsRef(value)) return { from: "literal", value };
  if (Array.isArray(value)) return { from: "list", items: value.map(wire) };
  return { from: "object", fields: Object.fromEntries(Object.entries(value).map(([key, part]) => [key, wire(part)])) };
}

function containsRef(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return WIRES.has(value) || Object.values(value).some(containsRef);
}
