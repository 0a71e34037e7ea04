import {
  asset,
  check,
  collectDefinitions,
  job,
  op,
  resource,
  sensor,
  staticPartitions,
  toManifest,
} from "@millrace/sdk";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { byPartition, evaluateSensor, invoke, materialize, runJob } from "../src";

/** Every name that an empty object already has, except the one that no record can keep. */
const NAMES = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== "__proto__");

describe.each(NAMES)("the name %s", (name) => {
  const parts = staticPartitions([name, "other"]);

  it("is an asset, input, resource, metadata key, check, and variable without a special meaning", async () => {
    const thing = resource({ name, create: () => ({ ok: true }) });
    const plain = asset(name, { resources: { [name]: thing } }, ({ resources, state, metadata }) => {
      metadata({ [name]: 1 });
      const before = state.get(name);
      state.set(name, 1);
      return { before: before ?? null, ok: (resources as Record<string, { ok: boolean }>)[name]?.ok };
    });
    const reader = asset("reader", { deps: { [name]: plain } }, ({ inputs }) => inputs);
    const sound = check(plain, name, { blocking: true }, () => ({ passed: true, metadata: { [name]: 2 } }));
    const result = await materialize([reader], { checks: [sound] });
    expect(result.error()).toBeUndefined();
    expect(result.value("reader")).toEqual({ [name]: { before: null, ok: true } });
    expect(result.metadata(name)).toEqual({ [name]: 1 });
    expect(result.checks[0]?.metadata).toEqual({ [name]: { type: "int", value: 2 } });
    expect(result.state(name)).toEqual({ [name]: 1 });
    expect(result.steps).toEqual({ [name]: "success", [`${name}/check:${name}`]: "success", reader: "success" });
  });

  it("is config only where it is given", async () => {
    const config = z.object({ [name]: z.number().optional(), rows: z.number().default(3) });
    const configured = asset(name, { config }, ({ config: given }) => ({ own: Object.keys(given).sort() }));
    expect((await materialize([configured])).value(name)).toEqual({ own: ["rows"] });
    const given = await materialize([configured], { config: { [name]: { [name]: 1 } } });
    expect(given.value(name)).toEqual({ own: ["rows", name].sort() });
    const target = job(
      "target",
      { input: config },
      (g) =>
        void g.call(
          op("one", { input: config }, () => 1),
          g.input,
        ),
    );
    const polling = sensor("polling", { target }, () => ({ runs: [{ input: {} }] }));
    expect((await evaluateSensor(polling)).runs).toHaveLength(1);
  });

  it("is a partition, a dimension of its values, and the state of a partition", async () => {
    const parted = asset(name, { partitions: parts }, ({ partition, state }) => {
      state.set("n", ((state.get("n") as number | undefined) ?? 0) + 1);
      return partition.key;
    });
    const all = asset("all", { deps: { parted: parted.allPartitions() } }, ({ inputs }) => inputs.parted);
    const one = await materialize([parted], { partition: name });
    expect(one.value(name)).toBe(name);
    expect(one.state(name, name)).toEqual({ n: 1 });
    const values = { [name]: byPartition({ [name]: "x" }) };
    expect((await materialize([all], { values, selection: "key:all" })).value("all")).toEqual({ [name]: "x" });
    expect(await invoke(parted, { partition: name })).toBe(name);
  });

  it("is a job, an op, and a field that a wire picks only if it is there", async () => {
    const first = op(name, {}, () => ({ there: 1 }) as { there: number; [key: string]: number });
    const second = op("second", { input: z.number().optional() }, ({ input }) => input ?? "nothing");
    const graph = job(name, {}, (g) => void g.call(second, g.pick(g.call(first), name) as never));
    expect((await runJob(graph)).output("second")).toBe("nothing");
    expect(toManifest(collectDefinitions({ test: { graph } })).jobs[0]?.name).toBe(name);
  });
});

it("rejects the name __proto__ for definitions", () => {
  expect(() => asset("__proto__", {}, () => 1)).toThrow("names can contain");
  expect(() => job("__proto__", {}, () => {})).toThrow("names can contain");
});
