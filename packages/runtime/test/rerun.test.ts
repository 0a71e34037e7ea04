import { planRerun, type RerunRequest } from "@millrace/core/plan";
import { asset, fail, job, op } from "@millrace/sdk";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Walked, type WalkOptions, walk } from "./walk";

/** Plans the re-run of a run as the platform does, and walks it with the values it reuses. */
async function again(exports: object, past: Walked, request: RerunRequest, options: WalkOptions = {}): Promise<Walked> {
  const taken = { ...past.reuse, ...past.outputs };
  const { plan, reuse } = planRerun({ ...past, reused: Object.keys(past.reuse) }, request);
  const values = Object.fromEntries(Object.entries(taken).filter(([key]) => reuse.includes(key)));
  return walk({ ...exports }, { ...options, plan, reuse: values, values: past.values });
}
const started = ({ events }: Walked): string[] =>
  events.flatMap((event) => (event.type === "stepStarted" ? [event.step] : []));

let healthy: boolean;
beforeEach(() => {
  healthy = false;
});

describe("re-running a failed run of assets", () => {
  let made = 0;
  const bronze = asset("bronze", {}, () => ({ made: ++made }));
  const silver = asset("silver", { deps: { bronze } }, ({ inputs }) => (healthy ? inputs.bronze : fail("no")));
  const gold = asset("gold", { deps: { silver } }, ({ inputs }) => inputs.silver.made * 100);
  const side = asset("side", { deps: { bronze } }, ({ inputs }) => inputs.bronze.made);
  const shop = { bronze, silver, gold, side };
  let past: Walked;
  beforeEach(async () => {
    made = 6;
    past = await walk(shop);
    expect(past.done.outcome).toBe("failure");
    healthy = true;
  });

  it("from failure: runs failed steps and those skipped after them, with the existing values", async () => {
    const next = await again(shop, past, { mode: "fromFailure" });
    expect(started(next)).toEqual(["silver", "gold"]);
    expect([next.value("gold"), next.done.outcome]).toEqual([700, "success"]);
  });

  it("all: runs every step again", async () => {
    const next = await again(shop, past, { mode: "all" });
    expect(started(next).sort()).toEqual(["bronze", "gold", "side", "silver"]);
    expect(next.value("gold")).toBe(800);
  });

  it("selected steps: runs just those", async () => {
    const next = await again(shop, past, { mode: "selected", steps: ["side"] });
    expect([started(next), next.value("side")]).toEqual([["side"], 7]);
  });

  it("from selected steps: runs those and everything downstream", async () => {
    const next = await again(shop, past, { mode: "fromSelected", steps: ["bronze"] });
    expect(started(next).sort()).toEqual(["bronze", "gold", "side", "silver"]);
    const tail = await again(shop, next, { mode: "fromSelected", steps: ["silver"] });
    expect([started(tail), tail.value("gold")]).toEqual([["silver", "gold"], 800]);
  });

  it("from failure twice: still uses the values of the first run", async () => {
    healthy = false;
    const second = await again(shop, past, { mode: "fromFailure" });
    healthy = true;
    const third = await again(shop, second, { mode: "fromFailure" });
    expect([started(third), third.value("gold")]).toEqual([["silver", "gold"], 700]);
  });
});

describe("re-running a run with a map in which some items failed", () => {
  const list = op("list", {}, () => ["a", "b", "c"]);
  const load = op("load", { input: z.string() }, ({ input }) =>
    input === "b" && !healthy ? fail("b is broken") : `${input}${healthy ? "!" : ""}`,
  );
  const join = op("join", { input: z.array(z.string()) }, ({ input }) => input.join());
  const ingest = job("ingest", {}, (g) => void g.call(join, g.map(g.call(list), load)));
  const target = { kind: "job", job: "ingest" } as const;
  let past: Walked;
  beforeEach(async () => {
    past = await walk({ ingest }, { target });
    healthy = true;
  });
  const next = (request: RerunRequest) => again({ ingest }, past, request, { target });

  it("from failure: runs the failed items, and collects them with those that succeeded", async () => {
    const walked = await next({ mode: "fromFailure" });
    expect(started(walked)).toEqual(["load", "load[1]", "join"]);
    expect(walked.value("join")).toBe("a,b!,c");
  });

  it("from the list: runs every item again, because the list may differ", async () => {
    const walked = await next({ mode: "fromSelected", steps: ["list"] });
    expect(started(walked)).toEqual(["list", "load", "load[0]", "load[1]", "load[2]", "join"]);
    expect(walked.value("join")).toBe("a!,b!,c!");
  });

  it("a selected map: runs all of its items, and nothing downstream", async () => {
    const walked = await next({ mode: "selected", steps: ["load"] });
    expect(started(walked)).toEqual(["load", "load[0]", "load[1]", "load[2]"]);
    expect(walked.value("load")).toEqual(["a!", "b!", "c!"]);
  });

  it("all, of a run that had reused items: runs every item again", async () => {
    healthy = false;
    const second = await next({ mode: "fromFailure" });
    healthy = true;
    const third = await again({ ingest }, second, { mode: "all" }, { target });
    expect([started(third).length, third.value("join")]).toEqual([5, "a!,b!,c!"]);
  });

  it("a selected item: runs it and those without a value, and collects them if that was requested", async () => {
    const one = await next({ mode: "selected", steps: ["load[2]"] });
    expect(started(one)).toEqual(["load", "load[1]", "load[2]"]);
    expect(one.value("load")).toEqual(["a", "b!", "c!"]);
    const on = await next({ mode: "fromSelected", steps: ["load[0]", "load[1]"] });
    expect(started(on)).toEqual(["load", "load[0]", "load[1]", "join"]);
    expect(on.value("join")).toBe("a!,b!,c");
  });
});

describe("a run that continues in a fresh process", () => {
  const list = op("list", {}, () => ["a", "b", "c", "d"]);
  const load = op("load", { input: z.string(), retry: { max: 2 } }, ({ input, attempt }) => `${input}${attempt}`);
  const join = op("join", { input: z.array(z.string()) }, ({ input }) => input.join());
  const ingest = job("ingest", {}, (g) => void g.call(join, g.map(g.call(list), load)));
  const target = { kind: "job", job: "ingest" } as const;
  const error = { name: "ProcessEnded", message: "gone" };

  it("continues with the next attempts of steps and items, and starts and adds nothing again", async () => {
    healthy = true;
    const past = await walk({ ingest }, { target });
    const reuse = Object.fromEntries(Object.entries(past.outputs).filter(([key]) => ["list", "load[0]"].includes(key)));
    const attempts = { "load[1]": { next: 2, delayMs: 700 }, "load[3]": { next: 3, delayMs: 0 } };
    const progress = { ended: {}, expanded: ["load"], attempts, elapsedMs: 0 };
    const next = await walk({ ingest }, { target, reuse, values: past.values, progress });
    expect(started(next).sort()).toEqual(["join", "load[1]", "load[2]", "load[3]"]);
    expect(next.story.filter((it) => it.startsWith("stepsAdded"))).toEqual([]);
    expect(next.value("join")).toBe("a1,b2,c1,d3");
    expect(next.delays).toContain(700);
  });

  it("fails with the first failure of its earlier processes, and skips what waited for it", async () => {
    const first = asset("first", {}, () => 1);
    const second = asset("second", { deps: { first } }, () => 2);
    const other = asset("other", { retry: { max: 1 } }, ({ attempt }) => attempt);
    const ended = { first: { end: "failure" as const, reason: "STEP_TIMEOUT" as const, error } };
    const progress = { ended, expanded: [], attempts: { other: { next: 2, delayMs: 0 } }, elapsedMs: 0 };
    const next = await walk({ first, second, other }, { progress });
    expect(next.done).toEqual({ outcome: "failure", reason: "STEP_TIMEOUT", error });
    expect(next.story).toEqual([
      "stepSkipped second",
      "stepStarted other",
      "materialization other",
      "stepSucceeded other",
    ]);
  });

  it("counts the time of its earlier processes towards its maximum run time", async () => {
    const slow = op("slow", {}, () => new Promise<void>(() => {}));
    const timed = job("timed", { timeout: "1h" }, (g) => void g.call(slow));
    const progress = { ended: {}, expanded: [], attempts: {}, elapsedMs: 3_599_990 };
    const next = await walk({ timed }, { target: { kind: "job", job: "timed" }, progress });
    expect(next.done).toMatchObject({ outcome: "failure", reason: "MAX_RUNTIME" });
  });
});
