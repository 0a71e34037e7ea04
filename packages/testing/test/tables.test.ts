import { asset, check, daily, externalAsset, fail } from "@millrace/sdk";
import { csv, parquet } from "@millrace/sdk/tables";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { byPartition, invoke, materialize } from "../src";

const Order = z.object({ id: z.bigint(), at: z.date(), note: z.string().nullable() });
type Order = z.infer<typeof Order>;
const order = (id: bigint): Order => ({ id, at: new Date(Number(id) * 1000), note: id % 2n === 0n ? null : "" });
const rows = [order(1n), order(2n), order(3n)];

describe.each([
  ["csv", csv],
  ["parquet", parquet],
] as const)("a table of %s", (_, format) => {
  const orders = asset("orders", { io: format(Order) }, async function* ({ metadata, state }) {
    for (const row of rows) yield row;
    metadata({ source: "the shop" });
    state.set("last", "3");
  });
  const ids = asset("ids", { deps: { orders } }, async ({ inputs }) => {
    const found: string[] = [];
    for await (const { id } of inputs.orders) found.push(String(id));
    return found;
  });
  const some = check(orders, "some", {}, async ({ value }) => ({ passed: (await value.toArray()).length === 3 }));

  it("passes typed rows to assets and checks, and records its columns and row count", async () => {
    const result = await materialize([orders, ids], { checks: [some] });
    expect(result.value("ids")).toEqual(["1", "2", "3"]);
    expect(await result.value("orders").toArray()).toEqual(rows);
    expect(result.checks).toMatchObject([{ passed: true }]);
    expect(result.state("orders")).toMatchObject({ last: "3" });
    expect(result.metadata("orders")).toEqual({
      source: "the shop",
      rows: 3,
      columns: {
        columns: [
          { name: "id", type: "bigint" },
          { name: "at", type: "timestamp" },
          { name: "note", type: "string, optional" },
        ],
      },
    });
  });

  it("keeps metadata that the asset recorded itself", async () => {
    const named = asset("named", { io: format(Order) }, ({ metadata }) => {
      metadata({ rows: "about three" });
      return rows;
    });
    expect((await materialize([named])).metadata("named").rows).toBe("about three");
  });

  it("is loaded from given rows, of one partition or several", async () => {
    const day = daily({ start: "2026-01-01" });
    const perDay = asset("per_day", { partitions: day, io: format(Order) }, () => rows);
    const week = asset("week", { deps: { days: perDay.allPartitions() } }, async ({ inputs }) => {
      const counts: Record<string, number> = {};
      for (const [key, table] of Object.entries(inputs.days)) counts[key] = (await table.toArray()).length;
      return counts;
    });
    const given = byPartition({ "2026-01-01": rows, "2026-01-02": [] });
    const result = await materialize([week], { values: { per_day: given } });
    expect(result.value("week")).toEqual({ "2026-01-01": 3, "2026-01-02": 0 });
  });

  it("of another code location is loaded with its IO manager", async () => {
    const elsewhere = externalAsset("shop/orders", format(Order));
    const count = asset(
      "count",
      { deps: { elsewhere } },
      async ({ inputs }) => (await inputs.elsewhere.toArray()).length,
    );
    expect((await materialize([count], { values: { "shop/orders": rows } })).value("count")).toBe(3);
  });

  it("rejects given rows that don't match, naming the row", async () => {
    const given = { orders: [{ id: "1" }] };
    await expect(materialize([ids], { values: given })).rejects.toThrow('row 1: column "id"');
  });

  it("fails its step when its rows don't match, like an error of the asset's function", async () => {
    const failing = asset("failing", { io: format(Order), retry: { max: 3 } }, async function* () {
      yield order(1n);
      fail("the shop is closed", { retry: false });
    });
    const result = await materialize([failing]);
    expect(result.error()).toMatchObject({ message: "the shop is closed", retry: false });
    expect(result.events.filter(({ type }) => type === "stepStarted")).toHaveLength(1);

    const wrong = asset("wrong", { io: format(Order) }, () => [order(1n), { ...order(2n), id: "2" } as never]);
    expect((await materialize([wrong])).error()).toMatchObject({
      code: "row_invalid",
      message: 'row 2: column "id": Invalid input: expected bigint, received string',
    });
  });

  it("uses its IO manager when a test calls a function directly", async () => {
    expect(await invoke(ids, { inputs: { orders: rows } })).toEqual(["1", "2", "3"]);
    expect(await invoke(some, { value: rows })).toMatchObject({ passed: true });
    expect(await (await invoke(orders)).toArray()).toEqual(rows);
    await expect(invoke(ids, { inputs: { orders: [{ id: 1 }] } })).rejects.toThrow('row 1: column "id"');
  });
});
