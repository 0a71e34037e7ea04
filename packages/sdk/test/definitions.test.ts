import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  asset,
  assetJob,
  check,
  env,
  externalAsset,
  fail,
  job,
  op,
  retryAfter,
  SIGNAL,
  schedule,
  sensor,
  skip,
  staticPartitions,
} from "../src";

const a = asset("a", {}, () => 1);
const work = op("work", { input: z.object({ n: z.number() }) }, ({ input }) => input.n);
const run = job("run", { input: z.object({ n: z.number() }) }, (g) => void g.call(work, { n: 1 }));

describe("invalid definitions are rejected where they are created, with their name and a fix", () => {
  it.each<[string, () => unknown, string]>([
    ["a name", () => asset("no spaces", {}, () => 1), 'asset "no spaces": names can contain letters'],
    [
      "an owner",
      () => asset("x", { owners: ["finance" as never] }, () => 1),
      'asset "x": owner "finance" must be "team:<name>" or an email address',
    ],
    [
      "a duration",
      () => asset("x", { timeout: "10 minutes" as never }, () => 1),
      'asset "x" timeout: "10 minutes" isn\'t a valid duration',
    ],
    ["backoff without delay", () => asset("x", { retry: { max: 1, backoff: "linear" } }, () => 1), "need retry.delay"],
    ["retries", () => asset("x", { retry: { max: -1 } }, () => 1), "retry.max must be an integer ≥ 0"],
    ["a tag", () => asset("x", { tags: { "a b": "c" } }, () => 1), 'tag key "a b"'],
    ["freshness", () => asset("x", { freshness: { failAfter: "5s" } }, () => 1), "failAfter must be at least 60s"],
    [
      "a warning after the failure",
      () => asset("x", { freshness: { failAfter: "1h", warnAfter: "2h" } }, () => 1),
      "warnAfter must be shorter",
    ],
    [
      "a dependency that is undefined",
      () => asset("x", { deps: { y: undefined as never } }, () => 1),
      "deps.y is undefined. It is either declared later in the file or part of a circular import.",
    ],
    [
      "a dependency by its key",
      () => asset("x", { deps: ["orders"] as never }, () => 1),
      'deps.0 is the string "orders". Pass the asset itself, or use externalAsset("orders", schema)',
    ],
    ["no function", () => asset("x", {}, undefined as never), "the third argument must be the function"],
    ["a view", () => a.lastPartitions(0), 'asset "a": lastPartitions(0) requires an integer ≥ 1'],
    [
      "a check of an external asset",
      () => check(externalAsset("e", z.number()), "c", {}, () => ({ passed: true })),
      'asset "e" belongs to another code location',
    ],
    ["a partition key", () => staticPartitions(["a|b"]), '"a|b" is empty or contains one of'],
    ["a partition twice", () => staticPartitions(["a", "a"]), '"a" is listed twice'],
    ["a variable", () => env("no-dash"), 'env("no-dash")'],
    ["an empty graph", () => job("x", {}, () => {}), 'job "x" calls no op'],
    ["an empty selection", () => assetJob("x", { select: [] }), 'job "x": select is empty'],
    [
      "two ops of one name",
      () => job("x", {}, (g) => void [g.call(op("o", {}, () => 1)), g.call(op("o", {}, () => 2))]),
      'two different ops named "o"',
    ],
    [
      "a map over a literal",
      () => job("x", {}, (g) => void g.map([{ n: 1 }] as never, work)),
      "map(work) requires a list that comes from a call result",
    ],
    [
      "a time zone",
      () => schedule("x", { cron: "0 0 * * *", timeZone: "Mars/Olympus", target: run, input: { n: 1 } }),
      'time zone "Mars/Olympus" is unknown',
    ],
    ["a sensor's interval", () => sensor("x", { target: run, every: "10ms" }, () => ({})), "every must be at least 1s"],
    [
      "an initial cursor",
      () => sensor("x", { target: run, cursor: z.object({ n: z.number() }), initial: {} as never }, () => ({})),
      "initial doesn't match the cursor schema",
    ],
  ])("%s", (_what, define, message) => {
    expect(define).toThrow(message);
  });
});

describe("signals", () => {
  it("are errors that any copy of the runtime recognizes by their brand", () => {
    const meaning = (act: () => never): unknown => {
      try {
        return act();
      } catch (error) {
        return (error as { [SIGNAL]?: unknown })[SIGNAL];
      }
    };
    expect(meaning(() => fail("no", { retry: false }))).toEqual({ type: "fail", retry: false, metadata: undefined });
    expect(meaning(() => skip("why"))).toEqual({ type: "skip" });
    expect(meaning(() => retryAfter("30s"))).toEqual({ type: "retryAfter", delayMs: 30_000 });
  });
});

describe("a job's graph", () => {
  it("records wires, unique names, order, and scopes", () => {
    const built = job("graph", { input: z.object({ n: z.number() }) }, (g) => {
      const first = g.call(work, { n: g.pick(g.input, "n") });
      g.after(first).call(work, { n: 2 });
      g.within("inner").call(work, { n: first });
    });
    expect(built.graph?.nodes).toEqual([
      {
        node: "work",
        op: "work",
        kind: "call",
        input: { from: "object", fields: { n: { from: "input", path: ["n"] } } },
        after: [],
      },
      { node: "work_2", op: "work", kind: "call", input: { from: "literal", value: { n: 2 } }, after: ["work"] },
      {
        node: "inner.work",
        op: "work",
        kind: "call",
        input: { from: "object", fields: { n: { from: "node", node: "work", path: [] } } },
        after: [],
      },
    ]);
  });
});
