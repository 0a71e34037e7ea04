import { LIMITS } from "@millrace/core";
import { asset, check, daily, fail, io, job, op, staticPartitions } from "@millrace/sdk";
import { describe, expect, it } from "vitest";
import { byPartition, invoke, materialize, runJob } from "../src";

const source = [{ id: 1 }, { id: 2 }, { id: 3 }];
const fresh = asset("fresh", {}, ({ state, tags }) => {
  const since = state.get<number>("since") ?? 0;
  state.set("since", source.at(-1)?.id ?? since);
  if (tags.broken) fail("lost the connection");
  return source.filter((row) => row.id > since);
});

const region = staticPartitions(["us", "eu", "asia"]);
const pages = asset("pages", { partitions: region }, ({ state }) => {
  const page = (state.get<number>("page") ?? 0) + 1;
  state.set("page", page);
  state.asset.set("total", (state.asset.get<number>("total") ?? 0) + 1);
  return page;
});
const eachPage = asset("each_page", { partitions: region }, ({ state, partition }) => {
  for (const key of partition.keys)
    state.partition(key).set("page", (state.partition(key).get<number>("page") ?? 0) + 1);
});

describe("the state of an asset", () => {
  it("is the last committed state, and keeps keys that a run doesn't set", async () => {
    const result = await materialize([fresh], { state: { fresh: { since: 1, mode: "full" } } });
    expect(result.value("fresh")).toEqual([{ id: 2 }, { id: 3 }]);
    expect(result.state("fresh")).toEqual({ since: 3, mode: "full" });
  });

  it("ignores changes of a failed step", async () => {
    const result = await materialize([fresh], { tags: { broken: "yes" }, state: { fresh: { since: 1 } } });
    expect(result.state("fresh")).toEqual({ since: 1 });
  });

  it("is reset to the committed state for a retry", async () => {
    const seen: unknown[] = [];
    const flaky = asset("flaky", { retry: { max: 1 } }, ({ state, attempt }) => {
      seen.push(state.get("at"));
      state.set("at", attempt);
      if (attempt === 1) fail("again");
    });
    expect((await materialize([flaky], { state: { flaky: { at: 0 } } })).state("flaky")).toEqual({ at: 2 });
    expect(seen).toEqual([0, 0]);
  });

  it("is copied on get and set", async () => {
    const copies = asset("copies", {}, ({ state }) => {
      const list = [1];
      state.set("list", list);
      list.push(2);
      state.get<number[]>("list")?.push(3);
    });
    expect((await materialize([copies])).state("copies")).toEqual({ list: [1] });
  });

  it("has only the keys that were set", async () => {
    const odd = asset("odd", {}, ({ state }) => [state.get("constructor") ?? null, state.get("__proto__") ?? null]);
    expect((await materialize([odd])).value("odd")).toEqual([null, null]);
  });
});

describe("the state of an asset that streams its value", () => {
  const streamed = asset("streamed", { io: io.stream() }, async function* ({ state }) {
    yield new Uint8Array([1]);
    state.set("sent", 1);
  });

  it("can be set while the stream is read", async () => {
    expect((await materialize([streamed])).state("streamed")).toEqual({ sent: 1 });
    const state = {};
    const chunks = [];
    for await (const chunk of await invoke(streamed, { state })) chunks.push(...chunk);
    expect(chunks).toEqual([1]);
    expect(state).toEqual({ sent: 1 });
  });
});

describe("the state of a partitioned asset", () => {
  it("belongs to the materialized partition; state.asset is shared by all partitions", async () => {
    const result = await materialize([pages], {
      partition: "us",
      state: { pages: byPartition({ us: { page: 4 }, eu: { page: 9 } }) },
      assetState: { pages: { total: 13 } },
    });
    expect(result.value("pages")).toBe(5);
    expect(result.state("pages")).toEqual({ page: 5 });
    expect(result.state("pages", "eu")).toEqual({ page: 9 });
    expect(result.assetState("pages")).toEqual({ total: 14 });
  });

  it("requires a key in a run of several partitions, and commits all of its changes together", async () => {
    const result = await materialize([eachPage], {
      partition: ["us", "eu"],
      state: { each_page: byPartition({ us: { page: 1 } }) },
    });
    expect(result.success).toBe(true);
    expect(result.state("each_page", "us")).toEqual({ page: 2 });
    expect(result.state("each_page", "eu")).toEqual({ page: 1 });
    expect(() => result.state("each_page")).toThrow("the run had 2 partitions");
  });

  it("rejects get and set in a run of several partitions, and says what to use", async () => {
    const { events: _, ...result } = await materialize([pages], { partition: ["us", "eu"] });
    expect(result.error()).toMatchObject({
      code: "MANY_PARTITIONS",
      message:
        'asset "pages": state belongs to one partition, but this run has 2. Use state.partition(key), or state.asset for asset-level state.',
    });
  });

  it("is limited to the partitions of its run", async () => {
    const day = asset("day", { partitions: daily({ start: "2026-01-01" }) }, ({ state }) => {
      state.partition("2026-01-02").set("seen", true);
    });
    expect((await materialize([day], { partition: "2026-01-01" })).error()).toMatchObject({
      code: "UNKNOWN_PARTITION",
      message: expect.stringContaining('state.partition("2026-01-02"): this run is of 2026-01-01,'),
    });
  });
});

describe("invalid state", () => {
  const setting = (value: unknown) => asset("setting", {}, ({ state }) => state.set("x", value as string));

  it.each([
    [new Date(0), "Date is not JSON: give date.toISOString()"],
    [undefined, "undefined isn't valid JSON. Use null."],
    [{ at: [1n] }, "state.x.at[0]: bigint is not JSON: give a string"],
    ["x".repeat(LIMITS.stateBytesMax), "over the limit of 65536 (stateBytesMax)"],
  ])("is rejected by set, with a fix: %#", async (value, sentence) => {
    const error = (await materialize([setting(value)])).error();
    expect(error?.message).toContain('asset "setting"');
    expect(error?.message).toContain(sentence);
  });

  it("counts committed keys toward the limit", async () => {
    const result = await materialize([setting("x".repeat(40_000))], { state: { setting: { y: "y".repeat(40_000) } } });
    expect(result.error()?.message).toContain('state.set("x"): the state would be 80015 bytes of JSON');
  });

  it("is rejected when a step sets too much across its partitions", async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `p${index}`);
    const wide = asset("wide", { partitions: staticPartitions(keys) }, ({ state }) => {
      for (const key of keys) state.partition(key).set("text", "x".repeat(60_000));
    });
    expect((await materialize([wide], { partition: keys })).error()?.message).toContain(
      "over the limit of 1048576 (stateChangesBytesMax). Run fewer partitions per run.",
    );
  });

  it("is not kept when the author catches the error", async () => {
    const careful = asset("careful", {}, ({ state }) => {
      state.set("x", 1);
      try {
        state.set("x", "x".repeat(LIMITS.stateBytesMax));
      } catch {}
    });
    expect((await materialize([careful])).state("careful")).toEqual({ x: 1 });
  });

  it("is rejected after the step has ended", async () => {
    const late: Promise<unknown>[] = [];
    const forgetful = asset("forgetful", {}, ({ state }) => {
      late.push(new Promise((done) => setImmediate(done)).then(() => state.set("x", 1)));
    });
    await materialize([forgetful]);
    await expect(late[0]).rejects.toThrow("after the step ended");
  });
});

describe("ops and checks", () => {
  it("have no state, and their errors say so", async () => {
    const sneaky = op("sneaky", {}, (context) => void (context as never as { state: unknown }).state);
    const result = await runJob(job("one", {}, (g) => void g.call(sneaky)));
    expect(result.error()).toMatchObject({
      code: "STATE_INVALID",
      message: expect.stringContaining('op "sneaky" has no state. Only assets have state'),
    });
    const inspected = check(fresh, "inspected", {}, (context) => ({ passed: "state" in context && !context.state }));
    expect((await materialize([fresh], { checks: [inspected] })).error()?.message).toContain(
      'check "inspected" has no state',
    );
  });
});

describe("a direct call", () => {
  it("writes state changes back to the test's objects on success", async () => {
    const state = { page: 1 };
    const assetState = { total: 1 };
    expect(await invoke(pages, { partition: "eu", state, assetState })).toBe(2);
    expect([state, assetState]).toEqual([{ page: 2 }, { total: 2 }]);
    const own = {};
    await expect(invoke(fresh, { state: own, tags: { broken: "yes" } })).rejects.toThrow("lost the connection");
    expect(own).toEqual({});
  });
});
