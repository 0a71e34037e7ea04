import { describe, expect, it } from "vitest";
import { Manifest } from "../manifest/manifest";
import { planRerun } from "./plan-rerun";
import { planRun } from "./plan-run";

const asset = (key: string, deps: string[] = [], rest: object = {}) => ({
  key,
  deps: deps.map((dep) => ({ input: dep, asset: dep })),
  ...rest,
});
const manifest = (parts: object) => Manifest.parse({ protocol: 1, sdkVersion: "0", ...parts });
const shop = manifest({
  assets: [
    asset("gold", ["silver", "rates"]),
    asset("silver", ["bronze"], { owners: ["team:silver"], pool: "db", group: "mid" }),
    asset("bronze", [], { retry: { max: 2 } }),
    asset("rates", [], { external: true }),
    asset("daily", [], { partitions: { kind: "daily", start: "2026-01-01" } }),
  ],
  checks: [
    { asset: "silver", name: "sound", blocking: true },
    { asset: "silver", name: "pretty", blocking: true, severity: "warn" },
    { asset: "bronze", name: "fresh" },
  ],
  ops: [{ name: "list" }, { name: "load", retry: { max: 1 } }, { name: "publish" }],
  jobs: [
    { name: "nightly", select: "group:mid+", timeoutMs: 5_000, retry: { max: 3 } },
    {
      name: "ingest",
      parallelStepsMax: 4,
      nodes: [
        { node: "list", op: "list", kind: "call" },
        { node: "load", op: "load", kind: "map", over: { from: "node", node: "list", path: [] }, concurrency: 5 },
        {
          node: "publish",
          op: "publish",
          kind: "call",
          input: { from: "object", fields: { r: { from: "node", node: "load", path: [] } } },
        },
        { node: "publish_2", op: "publish", kind: "call", after: ["publish"] },
      ],
    },
  ],
});
const needs = (plan: ReturnType<typeof planRun>) =>
  Object.fromEntries(plan.steps.map((step) => [step.key, step.needs]));
const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "none";
};

describe("planRun", () => {
  it("puts upstream first and blocking error checks between an asset and its readers", () => {
    expect(needs(planRun(shop, { kind: "assets", keys: ["gold", "silver", "bronze"] }))).toEqual({
      bronze: [],
      "bronze/check:fresh": ["bronze"],
      silver: ["bronze"],
      "silver/check:sound": ["silver"],
      "silver/check:pretty": ["silver"],
      gold: ["silver", "silver/check:sound"],
    });
  });

  it("waits only for what is part of the run, and keeps all dependencies for reading", () => {
    const plan = planRun(shop, { kind: "assets", keys: ["gold"] });
    expect(needs(plan)).toEqual({ gold: [] });
    expect(plan.steps[0]?.deps.map((dep) => dep.asset)).toEqual(["silver", "rates"]);
  });

  it("carries retries, pools, owners and the job's limits", () => {
    const plan = planRun(shop, { kind: "job", job: "nightly" });
    expect(plan).toMatchObject({
      timeoutMs: 5_000,
      steps: [{ key: "silver", pool: "db", owners: ["team:silver"], retry: { max: 3 } }, {}, {}, { key: "gold" }],
    });
    expect(planRun(shop, { kind: "selection", select: "key:bronze" }).steps[0]?.retry).toEqual({ max: 2 });
  });

  it("plans a job's graph from its wires", () => {
    const plan = planRun(shop, { kind: "job", job: "ingest" }, { parallelStepsMax: 10 });
    expect(plan.parallelStepsMax).toBe(4);
    expect(needs(plan)).toEqual({ list: [], load: ["list"], publish: ["load"], publish_2: ["publish"] });
    expect(plan.steps[1]).toMatchObject({ kind: "map", concurrency: 5, retry: { max: 1 } });
  });

  it("rejects unknown, external, circular, and empty targets", () => {
    expect(() => planRun(shop, { kind: "assets", keys: ["slver"] })).toThrow(
      'No asset named "slver" in this version. Did you mean "silver"?',
    );
    expect(() => planRun(shop, { kind: "job", job: "nightli" })).toThrow('Did you mean "nightly"?');
    expect(code(() => planRun(shop, { kind: "assets", keys: ["rates"] }))).toBe("asset_external");
    expect(code(() => planRun(shop, { kind: "assets", keys: [] }))).toBe("selection_empty");
    const circle = manifest({ assets: [asset("a", ["b"]), asset("b", ["c"]), asset("c", ["a"])] });
    expect(() => planRun(circle, { kind: "selection", select: "*" })).toThrow("a → b → c → a");
  });

  it("requires a partition for partitioned assets and rejects an unknown one", () => {
    const at = (partitionKeys: string[]) => ({ partitionKeys, now: Date.parse("2026-02-01T00:00Z") });
    expect(code(() => planRun(shop, { kind: "assets", keys: ["daily"] }))).toBe("partition_missing");
    expect(code(() => planRun(shop, { kind: "assets", keys: ["gold"] }, at(["2026-01-02"])))).toBe(
      "partition_unexpected",
    );
    expect(code(() => planRun(shop, { kind: "assets", keys: ["daily"] }, at(["2026-03-01"])))).toBe(
      "partition_not_found",
    );
    expect(code(() => planRun(shop, { kind: "assets", keys: ["daily"] }, at(["2026-01-02"])))).toBe("none");
  });

  it("plans 5,000 assets and a check of each", () => {
    const assets = Array.from({ length: 5_000 }, (_, i) =>
      asset(
        `a${i}`,
        [i - 1, i - 7, i - 60].filter((j) => j >= 0).map((j) => `a${j}`),
      ),
    );
    const large = manifest({ assets, checks: assets.map(({ key }) => ({ asset: key, name: "ok", blocking: true })) });
    expect(planRun(large, { kind: "selection", select: "*" }).steps).toHaveLength(10_000);
  });
});

describe("planRerun", () => {
  const plan = planRun(shop, { kind: "job", job: "ingest" });
  const statuses = new Map([
    ["list", "SUCCESS"],
    ["load", "FAILURE"],
    ["load[0]", "SUCCESS"],
    ["load[1]", "FAILURE"],
    ["publish", "SKIPPED"],
    ["publish_2", "SKIPPED"],
  ] as const);
  const keys = (of: ReturnType<typeof planRerun>) => ({
    steps: of.plan.steps.map((step) => step.key),
    reuse: of.reuse,
  });

  it("runs what failed and what is downstream, and reuses what succeeded, map items included", () => {
    const again = planRerun({ plan, statuses }, { mode: "fromFailure" });
    expect(keys(again)).toEqual({ steps: ["load", "publish", "publish_2"], reuse: ["list", "load[0]"] });
    expect(again.plan.steps[0]?.needs).toEqual([]);
  });

  it("computes an asset again whose blocking check failed, with everything downstream", () => {
    const checked = manifest({
      assets: [{ key: "a" }, { key: "b", deps: [{ input: "a", asset: "a" }] }, { key: "other" }],
      checks: [
        { asset: "a", name: "sound", blocking: true },
        { asset: "a", name: "fine" },
      ],
    });
    const assets = planRun(checked, { kind: "selection", select: "*" });
    const failed = (check: string) =>
      new Map([
        ["a", "SUCCESS"],
        ["other", "SUCCESS"],
        ["a/check:sound", "SUCCESS"],
        ["a/check:fine", "SUCCESS"],
        ["b", "SKIPPED"],
        [check, "FAILURE"],
      ] as const);
    const again = (check: string) =>
      keys(planRerun({ plan: assets, statuses: failed(check) }, { mode: "fromFailure" }));
    expect(again("a/check:sound")).toEqual({ steps: ["a", "a/check:sound", "a/check:fine", "b"], reuse: ["other"] });
    expect(again("a/check:fine").steps).toEqual(["a/check:fine", "b"]);
  });

  it("runs all, just the chosen steps, or from the chosen steps on", () => {
    expect(keys(planRerun({ plan, statuses }, { mode: "all" }))).toEqual({
      steps: ["list", "load", "publish", "publish_2"],
      reuse: [],
    });
    expect(keys(planRerun({ plan, statuses }, { mode: "selected", steps: ["load"] }))).toEqual({
      steps: ["load"],
      reuse: ["list"],
    });
    expect(keys(planRerun({ plan, statuses }, { mode: "fromSelected", steps: ["publish"] }))).toEqual({
      steps: ["publish", "publish_2"],
      reuse: ["list"],
    });
  });

  it("runs chosen items of a map and keeps the others that succeeded", () => {
    const steps = ["load[1]"];
    expect(keys(planRerun({ plan, statuses }, { mode: "selected", steps }))).toEqual({
      steps: ["load"],
      reuse: ["list", "load[0]"],
    });
    expect(keys(planRerun({ plan, statuses }, { mode: "fromSelected", steps: ["load[0]"] }))).toEqual({
      steps: ["load", "publish", "publish_2"],
      reuse: ["list"],
    });
    expect(code(() => planRerun({ plan, statuses }, { mode: "selected", steps: ["load[7]"] }))).toBe("step_not_found");
  });

  it("takes over what the run had taken over itself, but no item of a map that runs again", () => {
    const first = planRerun({ plan, statuses }, { mode: "fromFailure" });
    const second = { plan: first.plan, statuses: new Map([["load[1]", "FAILURE"]] as const), reused: first.reuse };
    expect(keys(planRerun(second, { mode: "fromFailure" })).reuse).toEqual(["list", "load[0]"]);
    expect(keys(planRerun(second, { mode: "all" })).reuse).toEqual(["list"]);
    expect(keys(planRerun(second, { mode: "selected", steps: ["load[0]"] })).reuse).toEqual(["list"]);
  });

  it("refuses an unknown step, and to re-execute from failure what did not fail", () => {
    expect(code(() => planRerun({ plan, statuses }, { mode: "selected", steps: ["lod"] }))).toBe("step_not_found");
    const fine = new Map(plan.steps.map((step) => [step.key, "SUCCESS" as const]));
    expect(code(() => planRerun({ plan, statuses: fine }, { mode: "fromFailure" }))).toBe("nothing_to_rerun");
  });
});
