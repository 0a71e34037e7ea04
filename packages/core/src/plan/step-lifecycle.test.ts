import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunPlan } from "./run-plan";
import { PlanStep } from "./run-plan";
import { type StepEnd, StepWalk } from "./step-lifecycle";

const step = (key: string, needs: string[] = [], rest: Partial<PlanStep> = {}): PlanStep =>
  PlanStep.parse({ key, kind: "asset", definition: key, needs, ...rest });
const plan = (steps: PlanStep[], rest: Partial<RunPlan> = {}): RunPlan => ({ steps, ...rest });

describe("StepWalk", () => {
  it("starts a step only when everything it needs has succeeded", () => {
    const walk = new StepWalk(plan([step("a"), step("b", ["a"]), step("c", ["a", "b"])]));
    expect(walk.take()).toEqual(["a"]);
    expect(walk.take()).toEqual([]);
    walk.finish("a", "success");
    expect(walk.take()).toEqual(["b"]);
    walk.finish("b", "success");
    expect(walk.take()).toEqual(["c"]);
    walk.finish("c", "success");
    expect(walk.outcome()).toBe("success");
  });

  it("skips everything downstream of a failure, and continues with the rest", () => {
    const walk = new StepWalk(plan([step("a"), step("b", ["a"]), step("c", ["b"]), step("d")]));
    expect(walk.take()).toEqual(["a", "d"]);
    expect(walk.finish("a", "failure").skipped).toEqual([
      { step: "b", reason: '"a" failed' },
      { step: "c", reason: '"b" was skipped' },
    ]);
    expect(walk.outcome()).toBeUndefined();
    walk.finish("d", "success");
    expect(walk.outcome()).toBe("failure");
  });

  it("propagates a skip without failing the run", () => {
    const walk = new StepWalk(plan([step("a"), step("b", ["a"])]));
    walk.take();
    expect(walk.finish("a", "skipped").skipped.map((s) => s.step)).toEqual(["b"]);
    expect(walk.outcome()).toBe("success");
  });

  it("starts higher priorities first and never more than the limit concurrently", () => {
    const walk = new StepWalk(plan([step("a"), step("b", [], { priority: 5 }), step("c")], { parallelStepsMax: 2 }));
    expect(walk.take()).toEqual(["b", "a"]);
    expect(walk.take()).toEqual([]);
    walk.finish("a", "success");
    expect(walk.take()).toEqual(["c"]);
  });

  it("expands a map, keeps to its concurrency, and collects when all items have ended", () => {
    const walk = new StepWalk(plan([step("m", [], { kind: "map", concurrency: 2 }), step("z", ["m"])]));
    expect(walk.take()).toEqual(["m"]);
    expect(walk.expand("m", 3).keys).toEqual(["m[0]", "m[1]", "m[2]"]);
    expect(walk.take()).toEqual(["m[0]", "m[1]"]);
    walk.finish("m[1]", "success");
    expect(walk.take()).toEqual(["m[2]"]);
    walk.finish("m[0]", "success");
    expect(walk.finish("m[2]", "success").collected).toEqual([{ step: "m", end: "success" }]);
    walk.finish("m", "success");
    expect(walk.take()).toEqual(["z"]);
  });

  it("collects an empty map immediately, and a map with a failed item as failed", () => {
    const empty = new StepWalk(plan([step("m", [], { kind: "map" })]));
    empty.take();
    expect(empty.expand("m", 0).collected).toEqual([{ step: "m", end: "success" }]);

    const failed = new StepWalk(plan([step("m", [], { kind: "map" }), step("z", ["m"])]));
    failed.take();
    failed.expand("m", 2);
    failed.take();
    failed.finish("m[0]", "failure");
    expect(failed.finish("m[1]", "success").collected).toEqual([{ step: "m", end: "failure" }]);
    expect(failed.finish("m", "failure").skipped.map((s) => s.step)).toEqual(["z"]);
    expect(failed.outcome()).toBe("failure");
  });

  it("starts nothing after a cancel and ends as canceled", () => {
    const walk = new StepWalk(plan([step("a"), step("b", ["a"])]));
    walk.take();
    expect(walk.cancel()).toEqual({
      running: ["a"],
      change: { skipped: [{ step: "b", reason: "the run was canceled" }], collected: [] },
    });
    walk.finish("a", "canceled");
    expect(walk.take()).toEqual([]);
    expect(walk.outcome()).toBe("canceled");
  });

  it("counts reused steps and map items as succeeded", () => {
    const walk = new StepWalk(
      plan([step("a"), step("m", ["a"], { kind: "map" })]),
      new Map([
        ["a", "success"],
        ["m[0]", "success"],
      ]),
    );
    expect(walk.take()).toEqual(["m"]);
    walk.expand("m", 2);
    expect(walk.take()).toEqual(["m[1]"]);
  });

  it("never starts a step before what it needs, whatever fails, and always ends", () => {
    const ends: StepEnd[] = ["success", "success", "success", "failure", "skipped", "canceled"];
    const graph = fc.integer({ min: 1, max: 25 }).chain((n) =>
      fc.record({
        needs: fc.tuple(...Array.from({ length: n }, (_, i) => fc.subarray(Array.from({ length: i }, (_, j) => j)))),
        maps: fc.array(fc.nat({ max: 4 }), { minLength: n, maxLength: n }),
        results: fc.infiniteStream(fc.constantFrom(...ends)),
        picks: fc.infiniteStream(fc.nat()),
        parallel: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        cancelAt: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(graph, ({ needs, maps, results, picks, parallel, cancelAt }) => {
        const steps = needs.map((of, i) =>
          step(
            `s${i}`,
            of.map((j) => `s${j}`),
            { kind: maps[i] === 0 ? "map" : "op", concurrency: 2 },
          ),
        );
        const walk = new StepWalk(plan(steps, { parallelStepsMax: parallel }));
        const byKey = new Map(steps.map((s) => [s.key, s]));
        const running: string[] = [];
        const collect = (collected: readonly { step: string; end: StepEnd }[]): void => {
          for (const { step, end } of collected) collect(walk.finish(step, end).collected);
        };
        for (let turn = 0; walk.outcome() === undefined; turn++) {
          expect(turn).toBeLessThan(1_000);
          if (turn === cancelAt) collect(walk.cancel().change.collected);
          for (const key of walk.take()) {
            expect(cancelAt === undefined || turn < cancelAt).toBe(true);
            for (const need of byKey.get(key)?.needs ?? []) expect(walk.state(need)).toBe("success");
            running.push(key);
          }
          expect(running.length).toBeLessThanOrEqual(parallel ?? Number.POSITIVE_INFINITY);
          const [key] = running.splice((picks.next().value as number) % Math.max(1, running.length), 1);
          if (key === undefined) continue;
          const isMap = byKey.get(key)?.kind === "map";
          if (isMap) collect(walk.expand(key, (picks.next().value as number) % 4).collected);
          else collect(walk.finish(key, results.next().value as StepEnd).collected);
        }
        expect(running).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
