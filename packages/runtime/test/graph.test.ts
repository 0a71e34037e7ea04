import { type Graph, job, op, type Ref, skip } from "@millrace/sdk";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { settled, walk } from "./walk";

const start = op("start", {}, () => 1);
const add = op("add", { input: z.object({ to: z.number(), n: z.number() }) }, ({ input }) => input.to + input.n);
const sum = op("sum", { input: z.array(z.number()) }, ({ input }) => input.reduce((a, b) => a + b, 0));
const broken = op("broken", {}, (): number => {
  throw new Error("broken");
});
const numbers = op("numbers", { input: z.number() }, ({ input }) => Array.from({ length: input }, (_, n) => n));
const double = op("double", { input: z.number() }, ({ input }) => input * 2);

const run = (build: (graph: Graph<undefined>) => void, settings: object = {}) =>
  walk({ job: job("job", settings, build) }, { target: { kind: "job", job: "job" } });
const ends = (walked: Awaited<ReturnType<typeof walk>>) => Object.fromEntries(walked.statuses);

describe("a graph of ops", () => {
  it("fans out to steps that read one result, and in to a step that reads them all", async () => {
    const walked = await run((g) => {
      const to = g.call(start);
      g.call(
        sum,
        [1, 2, 3].map((n) => g.call(add, { to, n })),
      );
    });
    expect(walked.done).toEqual({ outcome: "success" });
    expect(walked.value("sum")).toBe(9);
    expect(walked.plan.steps.at(-1)?.needs).toEqual(["add", "add_2", "add_3"]);
  });

  it("starts a step after another one that it doesn't read", async () => {
    const walked = await run((g) => g.after(g.call(start)).call(numbers, 1));
    expect(walked.story).toEqual([
      "stepStarted start",
      "stepSucceeded start",
      "stepStarted numbers",
      "stepSucceeded numbers",
    ]);
    const failed = await run((g) => g.after(g.call(broken)).call(start));
    expect(ends(failed)).toEqual({ broken: "FAILURE", start: "SKIPPED" });
  });

  it("prefixes the steps of nested graphs, and wires across them", async () => {
    const total = (g: Graph<undefined>, to: Ref<number>) =>
      g.call(sum, [g.call(add, { to, n: 1 }), g.within("inner").call(add, { to, n: 2 })]);
    const walked = await run((g) => {
      const to = g.call(start);
      g.call(add, { to: total(g.within("east"), to), n: 0 });
      total(g.within("west"), to);
    });
    expect([...walked.statuses.keys()].sort()).toEqual(
      ["start", "add"]
        .concat(...["east", "west"].map((side) => [`${side}.add`, `${side}.inner.add`, `${side}.sum`]))
        .sort(),
    );
    expect([walked.value("east.sum"), walked.value("add")]).toEqual([5, 5]);
  });

  it("continues with other branches when a step fails, and skips everything downstream of it", async () => {
    const walked = await run((g) => {
      g.call(double, g.call(double, g.call(broken)));
      g.call(start);
    });
    expect(ends(walked)).toEqual({ broken: "FAILURE", double: "SKIPPED", double_2: "SKIPPED", start: "SUCCESS" });
    expect(walked.done).toMatchObject({ outcome: "failure", reason: "STEP_FAILURE", error: { message: "broken" } });
  });

  it("never exceeds the job's limit of parallel steps, including map items", async () => {
    let [running, most] = [0, 0];
    const busy = op("busy", { input: z.number().optional() }, async () => {
      most = Math.max(most, ++running);
      await settled();
      running -= 1;
    });
    const build = (g: Graph<undefined>): void => {
      for (let step = 0; step < 6; step++) g.call(busy);
      g.map(g.call(numbers, 8), busy);
    };
    expect((await run(build, { parallelSteps: 3 })).done).toEqual({ outcome: "success" });
    expect(most).toBe(3);
  });
});

describe("optional outputs", () => {
  const route = op("route", { input: z.number() }, ({ input }): { big?: number; small?: { of: number } } =>
    input > 10 ? { big: input } : { small: { of: input } },
  );
  const branches = (n: number) =>
    run((g) => {
      const routed = g.call(route, n);
      const big = g.call(double, g.optional(routed, "big"));
      g.call(add, { to: big, n: 1 });
      g.call(start);
      g.call(double, g.pick(g.optional(routed, "small"), "of"));
    });

  it("skip their readers and everything downstream if absent, and the run succeeds", async () => {
    const large = await branches(11);
    expect(large.done).toEqual({ outcome: "success" });
    expect(large.value("add")).toBe(23);
    expect(large.statuses.get("double_2")).toBe("SKIPPED");

    const little = await branches(4);
    expect(little.done).toEqual({ outcome: "success" });
    expect(ends(little)).toEqual({
      route: "SUCCESS",
      double: "SKIPPED",
      add: "SKIPPED",
      start: "SUCCESS",
      double_2: "SUCCESS",
    });
    expect(little.events).toContainEqual(
      expect.objectContaining({ type: "stepSkipped", step: "double", reason: '"route" has no "big"' }),
    );
  });

  it("skip a map over an absent list", async () => {
    const none = op("none", {}, (): { list?: number[] } => ({}));
    const walked = await run((g) => g.call(sum, g.map(g.optional(g.call(none), "list"), double)));
    expect(ends(walked)).toEqual({ none: "SUCCESS", double: "SKIPPED", sum: "SKIPPED" });
    expect(walked.done).toEqual({ outcome: "success" });
  });
});

describe("a map over a list known only at run time", () => {
  it("limits concurrent items, and collects their outputs in the list's order", async () => {
    let [running, most] = [0, 0];
    const slowest = op("slowest", { input: z.number() }, async ({ input }) => {
      most = Math.max(most, ++running);
      for (let turn = 5; turn > input; turn--) await settled();
      running -= 1;
      return input * 2;
    });
    const walked = await run((g) => g.call(sum, g.map(g.call(numbers, 5), slowest, { concurrency: 2 })));
    expect(walked.value("slowest")).toEqual([0, 2, 4, 6, 8]);
    expect([walked.value("sum"), most]).toEqual([20, 2]);
  });

  it("collects an empty list from an empty one", async () => {
    const walked = await run((g) => g.call(sum, g.map(g.call(numbers, 0), double)));
    expect([walked.value("double"), walked.value("sum")]).toEqual([[], 0]);
    expect(walked.events).toContainEqual(expect.objectContaining({ type: "stepsAdded", step: "double", count: 0 }));
  });

  it("fails when an item failed, after all items have ended, and skips its readers", async () => {
    const even = op("even", { input: z.number() }, ({ input }) => {
      if (input % 2 === 1) throw new Error(`${input} is odd`);
      return input;
    });
    const walked = await run((g) => g.call(sum, g.map(g.call(numbers, 4), even, { concurrency: 1 })));
    expect(ends(walked)).toEqual({
      numbers: "SUCCESS",
      "even[0]": "SUCCESS",
      "even[1]": "FAILURE",
      "even[2]": "SUCCESS",
      "even[3]": "FAILURE",
      even: "FAILURE",
      sum: "SKIPPED",
    });
    expect(walked.done).toMatchObject({ outcome: "failure", error: { message: "1 is odd" } });
  });

  it("omits skipped items from the collected list", async () => {
    const even = op("even", { input: z.number() }, ({ input }) => (input % 2 === 1 ? skip("odd") : input));
    const walked = await run((g) => g.call(sum, g.map(g.call(numbers, 4), even)));
    expect([walked.value("even"), walked.done.outcome]).toEqual([[0, 2], "success"]);
  });

  it("can map over the output of another map, including nested lists", async () => {
    const walked = await run((g) => {
      const lists = g.map(g.map(g.call(numbers, 4), double), numbers);
      g.call(sum, g.map(lists, sum));
    });
    expect(walked.value("numbers_2")).toEqual([[], [0, 1], [0, 1, 2, 3], [0, 1, 2, 3, 4, 5]]);
    expect(walked.value("sum_2")).toBe(22);
  });

  it("fails with an explanation if the value isn't a list", async () => {
    const walked = await run((g) => g.map(g.pick(g.call(route(), 1), "list") as unknown as Ref<number[]>, double));
    expect(walked.done.error).toMatchObject({ code: "NOT_A_LIST" });
  });
});

const route = () => op("text", { input: z.number() }, () => ({ list: "no list" }));
