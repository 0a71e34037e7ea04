import fc from "fast-check";
import { expect, test } from "vitest";
import { Manifest, type Wire } from "../manifest/manifest";
import { planRerun } from "./plan-rerun";
import { planRun } from "./plan-run";
import type { RunPlan } from "./run-plan";
import { type StepEnd, StepWalk } from "./step-lifecycle";

const count = fc.integer({ min: 1, max: 12 });
/** For each of some things, which of those before it it reads. */
const acyclic = count.chain((size) =>
  fc.tuple(...Array.from({ length: size }, (_, n) => fc.subarray(Array.from({ length: n }, (_, m) => m)))),
);
const ends = fc.infiniteStream(fc.constantFrom<StepEnd>("success", "success", "success", "failure", "skipped"));

/** Walks a plan to its end in a random order. `onStart` sees how the other steps stand when one starts. */
function walkThrough(
  plan: RunPlan,
  results: Iterator<StepEnd>,
  picks: Iterator<number>,
  onStart: (step: string, succeeded: (step: string) => boolean) => void,
): StepWalk {
  const walk = new StepWalk(plan);
  const succeeded = (step: string): boolean => walk.state(step) === "success";
  const running: string[] = [];
  while (walk.outcome() === undefined) {
    for (const step of walk.take()) {
      onStart(step, succeeded);
      running.push(step);
    }
    const [step] = running.splice((picks.next().value as number) % running.length, 1);
    walk.finish(step as string, results.next().value as StepEnd);
  }
  return walk;
}

const key = (n: number): string => `a${n}`;
const kinds = fc.infiniteStream(fc.constantFrom("none", "blocking", "warns", "reports"));

test("a plan of assets starts none before the assets that it reads and their blocking checks, whatever fails", () => {
  fc.assert(
    fc.property(
      acyclic,
      kinds,
      ends,
      fc.infiniteStream(fc.nat()),
      fc.nat(),
      (reads, checks, results, picks, leftOut) => {
        const checkOf = reads.map(() => checks.next().value as string);
        const manifest = Manifest.parse({
          protocol: 1,
          sdkVersion: "0",
          // Written in the reverse of the order in which they can run.
          assets: reads
            .map((deps, n) => ({ key: key(n), deps: deps.map((dep) => ({ input: key(dep), asset: key(dep) })) }))
            .reverse(),
          checks: checkOf.flatMap((kind, n) =>
            kind === "none"
              ? []
              : [
                  {
                    asset: key(n),
                    name: "ok",
                    blocking: kind !== "reports",
                    severity: kind === "warns" ? "warn" : "error",
                  },
                ],
          ),
        });
        const chosen = reads.map((_, n) => n).filter((n) => reads.length === 1 || n !== leftOut % reads.length);
        const plan = planRun(manifest, { kind: "assets", keys: chosen.map(key) });
        const started: string[] = [];
        const onStart = (step: string, succeeded: (step: string) => boolean): void => {
          started.push(step);
          const [asset = "", check] = step.split("/check:");
          if (check !== undefined) expect(succeeded(asset)).toBe(true);
          if (check !== undefined) return;
          for (const dep of reads[Number(asset.slice(1))] ?? []) {
            if (!chosen.includes(dep)) continue;
            expect(succeeded(key(dep))).toBe(true);
            if (checkOf[dep] === "blocking") expect(succeeded(`${key(dep)}/check:ok`)).toBe(true);
          }
        };
        const walk = walkThrough(plan, results, picks, onStart);
        expect(new Set(started).size).toBe(started.length);
        if (walk.outcome() !== "failure") return;

        const statuses = new Map(
          plan.steps.map(({ key }) => [key, walk.state(key) === "success" ? "SUCCESS" : "FAILURE"] as const),
        );
        const again = planRerun({ plan, statuses }, { mode: "fromFailure" });
        const reused = new Set(again.reuse);
        const steps = again.plan.steps.map((step) => step.key);
        expect([...steps, ...reused].sort()).toEqual(plan.steps.map((step) => step.key).sort());
        walkThrough(again.plan, results, picks, (step, succeeded) => {
          for (const need of plan.steps.find((one) => one.key === step)?.needs ?? [])
            expect(reused.has(need) || succeeded(need)).toBe(true);
        });
      },
    ),
    { numRuns: 300 },
  );
});

test("a plan of a graph starts no op before those that it reads or comes after, whatever fails", () => {
  const ways = fc.infiniteStream(fc.constantFrom("input", "field", "list", "after"));
  fc.assert(
    fc.property(acyclic, ways, ends, fc.infiniteStream(fc.nat()), (reads, way, results, picks) => {
      const nodes = reads.map((of, n) => {
        const how = way.next().value as string;
        const wires = of.map((dep): Wire => ({ from: "node", node: key(dep), path: [] }));
        const input: Wire | undefined =
          how === "list"
            ? { from: "list", items: wires }
            : how === "field"
              ? { from: "object", fields: { deep: { from: "list", items: wires } } }
              : how === "input"
                ? wires[0]
                : undefined;
        const read = how === "input" ? of.slice(0, 1) : how === "after" ? [] : of;
        const after = of.filter((dep) => !read.includes(dep)).map(key);
        return { node: key(n), op: "op", kind: "call", after, ...(input ? { input } : {}) };
      });
      const manifest = Manifest.parse({
        protocol: 1,
        sdkVersion: "0",
        ops: [{ name: "op" }],
        jobs: [{ name: "job", nodes: nodes.reverse() }],
      });
      const plan = planRun(manifest, { kind: "job", job: "job" });
      walkThrough(plan, results, picks, (step, succeeded) => {
        for (const dep of reads[Number(step.slice(1))] ?? []) expect(succeeded(key(dep))).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});
