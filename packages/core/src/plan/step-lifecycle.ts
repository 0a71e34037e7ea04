import { mapItemKey } from "./map-items";
import type { RunPlan } from "./run-plan";

/** How a step ended. */
export type StepEnd = "success" | "failure" | "skipped" | "canceled";
export type StepState = "pending" | "ready" | "running" | StepEnd;
export type WalkOutcome = "success" | "failure" | "canceled";

/** What a step's end brought about. */
export type WalkChange = {
  /** Steps that will never start, each with its reason. */
  readonly skipped: readonly { readonly step: string; readonly reason: string }[];
  /** Map steps whose items have all ended; the caller collects their outputs and calls `finish` for each. */
  readonly collected: readonly { readonly step: string; readonly end: StepEnd }[];
};

type Node = {
  readonly key: string;
  readonly order: number;
  readonly priority: number;
  readonly needs: readonly string[];
  readonly dependents: string[];
  readonly parent: Node | undefined;
  readonly concurrency: number;
  state: StepState;
  waitingFor: number;
  items: Node[] | undefined;
  /** Items that wait for their map's concurrency. */
  queue: Node[];
  openItems: number;
};

/**
 * Walks a plan: says which steps may start, which are skipped, when the run has ended and how.
 * It knows no time and does no work; the same calls give the same answers.
 */
export class StepWalk {
  readonly #nodes = new Map<string, Node>();
  readonly #ready: Node[] = [];
  readonly #parallelMax: number;
  #running = 0;
  #open = 0;
  #canceled = false;

  /** @param ended steps (and map items) that have ended already, such as those whose values are reused */
  constructor(
    plan: RunPlan,
    private readonly ended: ReadonlyMap<string, StepEnd> = new Map(),
  ) {
    this.#parallelMax = plan.parallelStepsMax ?? Number.POSITIVE_INFINITY;
    for (const step of plan.steps) {
      this.#add(step.key, step.priority, step.needs, undefined, step.concurrency);
    }
    for (const node of this.#nodes.values()) {
      for (const need of node.needs) {
        const upstream = this.#nodes.get(need);
        if (!upstream) throw new Error(`step "${node.key}" needs "${need}", which the plan does not contain`);
        upstream.dependents.push(node.key);
      }
    }
    for (const node of this.#nodes.values()) this.#closeIfEnded(node);
    for (const node of this.#nodes.values()) {
      node.waitingFor = node.needs.filter((need) => this.#get(need).state !== "success").length;
      if (node.state === "pending" && node.waitingFor === 0) this.#makeReady(node);
    }
  }

  /** Skips what waits for steps that had ended without success before the walk. Call it once, first. */
  begin(): WalkChange {
    const skipped: { step: string; reason: string }[] = [];
    for (const [key, end] of this.ended) {
      const node = this.#nodes.get(key);
      if (node && end !== "success") this.#release(node, end, skipped);
    }
    return { skipped, collected: [] };
  }

  state(step: string): StepState {
    return this.#get(step).state;
  }

  /** Steps that start now; each is running from here on and must be ended with `finish`. */
  take(): string[] {
    const started: string[] = [];
    while (this.#running < this.#parallelMax) {
      const node = this.#ready.shift();
      if (!node) break;
      node.state = "running";
      this.#running++;
      started.push(node.key);
    }
    return started;
  }

  /** Ends a running step. */
  finish(step: string, end: StepEnd): WalkChange {
    const node = this.#get(step);
    if (node.state !== "running") throw new Error(`step "${step}" is ${node.state}: only a running step can end`);
    if (!node.items) this.#running--;
    this.#close(node, end);
    const skipped: { step: string; reason: string }[] = [];
    this.#release(node, end, skipped);
    return { skipped, collected: this.#itemEnded(node) };
  }

  /**
   * Gives a running map step its items: they take its place among the running steps.
   * @returns the items' keys, and the map itself under `collected` when nothing is left to run
   */
  expand(step: string, count: number): { keys: readonly string[]; collected: WalkChange["collected"] } {
    const node = this.#get(step);
    if (node.state !== "running" || node.items) throw new Error(`step "${step}" cannot be expanded now`);
    this.#running--;
    const items = Array.from({ length: count }, (_, index) =>
      this.#add(mapItemKey(step, index), node.priority, [], node),
    );
    node.items = items;
    for (const item of items) this.#closeIfEnded(item);
    const open = items.filter((item) => item.state === "pending");
    node.openItems = open.length;
    for (const item of open.splice(0, node.concurrency)) this.#makeReady(item);
    node.queue = open;
    if (this.#canceled) this.#dropUnstarted([]);
    return { keys: items.map((item) => item.key), collected: this.#collect(node) };
  }

  /** Nothing starts any more. @returns the steps that are running (to be aborted) and those that now never start */
  cancel(): { running: readonly string[]; change: WalkChange } {
    this.#canceled = true;
    const skipped: { step: string; reason: string }[] = [];
    const collected = this.#dropUnstarted(skipped);
    const running = [...this.#nodes.values()].filter((node) => node.state === "running" && !node.items);
    return { running: running.map((node) => node.key), change: { skipped, collected } };
  }

  /** How the run ended, or undefined while something may still happen. */
  outcome(): WalkOutcome | undefined {
    if (this.#open > 0) return undefined;
    const ends = new Set([...this.#nodes.values()].map((node) => node.state));
    if (ends.has("canceled")) return "canceled";
    return ends.has("failure") ? "failure" : "success";
  }

  #get(step: string): Node {
    const node = this.#nodes.get(step);
    if (!node) throw new Error(`the plan has no step "${step}"`);
    return node;
  }

  #add(key: string, priority: number, needs: readonly string[], parent: Node | undefined, concurrency?: number): Node {
    if (this.#nodes.has(key)) throw new Error(`the plan has two steps "${key}"`);
    const node: Node = {
      key,
      order: this.#nodes.size,
      priority,
      needs,
      dependents: [],
      parent,
      concurrency: concurrency ?? Number.POSITIVE_INFINITY,
      state: "pending",
      waitingFor: 0,
      items: undefined,
      queue: [],
      openItems: 0,
    };
    this.#nodes.set(key, node);
    this.#open++;
    return node;
  }

  #closeIfEnded(node: Node): void {
    const end = this.ended.get(node.key);
    if (end) this.#close(node, end);
  }

  #close(node: Node, end: StepEnd): void {
    node.state = end;
    this.#open--;
  }

  /** Inserts by priority, then by the order of the plan. */
  #makeReady(node: Node): void {
    node.state = "ready";
    let low = 0;
    let high = this.#ready.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#ready[middle] as Node;
      const before = other.priority > node.priority || (other.priority === node.priority && other.order < node.order);
      if (before) low = middle + 1;
      else high = middle;
    }
    this.#ready.splice(low, 0, node);
  }

  /** Frees, or skips, what waits for a step that ended. */
  #release(ended: Node, end: StepEnd, skipped: { step: string; reason: string }[]): void {
    const work = [{ node: ended, end }];
    for (let current = work.pop(); current; current = work.pop()) {
      for (const key of current.node.dependents) {
        const dependent = this.#get(key);
        if (dependent.state !== "pending") continue;
        if (current.end === "success") {
          if (--dependent.waitingFor === 0 && !this.#canceled) this.#makeReady(dependent);
          continue;
        }
        this.#close(dependent, "skipped");
        skipped.push({ step: key, reason: reasonFor(current.node.key, current.end) });
        work.push({ node: dependent, end: "skipped" });
      }
    }
  }

  #itemEnded(item: Node): WalkChange["collected"] {
    const { parent } = item;
    if (!parent?.items) return [];
    parent.openItems--;
    const next = this.#canceled ? undefined : parent.queue.shift();
    if (next) this.#makeReady(next);
    return this.#collect(parent);
  }

  #collect(map: Node): WalkChange["collected"] {
    if (!map.items || map.openItems > 0 || map.state !== "running") return [];
    const ends = new Set(map.items.map((item) => item.state));
    const end = ends.has("canceled") ? "canceled" : ends.has("failure") ? "failure" : "success";
    return [{ step: map.key, end }];
  }

  #dropUnstarted(skipped: { step: string; reason: string }[]): WalkChange["collected"] {
    this.#ready.length = 0;
    const maps = new Set<Node>();
    for (const node of this.#nodes.values()) {
      if (node.state !== "pending" && node.state !== "ready") continue;
      this.#close(node, "canceled");
      skipped.push({ step: node.key, reason: "the run was canceled" });
      if (!node.parent) continue;
      node.parent.openItems--;
      node.parent.queue = [];
      maps.add(node.parent);
    }
    return [...maps].flatMap((map) => this.#collect(map));
  }
}

function reasonFor(step: string, end: StepEnd): string {
  const what = { failure: "failed", skipped: "was skipped", canceled: "was canceled", success: "succeeded" }[end];
  return `"${step}" ${what}`;
}
