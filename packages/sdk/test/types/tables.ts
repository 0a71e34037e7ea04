/** Type goals of tables: this file compiles if they hold. It never runs. */

import { asset, check, daily, externalAsset, type IoManager, io, staticPartitions } from "@millrace/sdk";
import { csv, decimal, parquet, type Rows, type Table } from "@millrace/sdk/tables";
import { z } from "zod";
import { typed } from "./typed";

const Order = z.object({
  id: z.bigint(),
  total: decimal(12, 2),
  placedAt: z.date(),
  note: z.string().nullable(),
  country: z.string().default("NL"),
});
type Order = {
  id: bigint;
  total: string;
  placedAt: Date;
  note: string | null;
  country: string;
};
declare const order: z.input<typeof Order>;

const orderIo = parquet(Order);
typed<typeof orderIo, IoManager<Table<Order>, Rows<z.input<typeof Order>>>>(true);

export const orders = asset("orders", { io: parquet(Order) }, () => [order, order]);
export const streamed = asset("streamed", { io: csv(Order) }, async function* () {
  yield order;
});
export const onDisk = asset("on_disk", { io: parquet(Order) }, async () => ({ path: "orders.parquet" }));
export const inheritedEnv = asset("passed_on", { deps: { orders }, io: csv(Order) }, ({ inputs }) => inputs.orders);

export const total = asset("total", { deps: { orders, streamed } }, async ({ inputs }) => {
  typed<typeof inputs.orders, Table<Order>>(true);
  typed<typeof inputs.streamed, Table<Order>>(true);
  for await (const row of inputs.orders) typed<typeof row, Order>(true);
  return (await inputs.streamed.toArray()).map(({ country }) => country);
});

export const filled = check(orders, "filled", {}, async ({ value }) => {
  typed<typeof value, Table<Order>>(true);
  return { passed: (await value.toArray()).length > 0 };
});

const day = daily({ start: "2026-01-01" });
export const daysOrders = asset("days_orders", { partitions: day, io: csv(Order) }, () => [order]);
export const week = asset("week", { deps: { days: daysOrders.lastPartitions(7) } }, async ({ inputs }) => {
  typed<typeof inputs.days, Table<Order>[]>(true);
  return inputs.days.length;
});
export const region = asset("region", { partitions: staticPartitions(["us"]), io: csv(Order) }, () => [order]);
export const regions = asset("regions", { deps: { region: region.allPartitions() } }, ({ inputs }) => {
  typed<typeof inputs.region, Record<string, Table<Order>>>(true);
  return Object.keys(inputs.region);
});

// @ts-expect-error the column is a bigint
asset("y1", { io: csv(Order) }, () => [{ ...order, id: 1 }]);
// @ts-expect-error a column is missing
asset("y2", { io: csv(Order) }, () => [{ id: 1n }]);
// @ts-expect-error one row isn't a table
asset("y3", { io: csv(Order) }, () => order);
// @ts-expect-error the rows of a generator are checked too
asset("y4", { io: csv(Order) }, async function* () {
  yield { id: 1n };
});
// @ts-expect-error a table has no index
asset("y5", { deps: { orders } }, ({ inputs }) => inputs.orders[0]);
// @ts-expect-error a table is not JSON
asset("y6", { deps: { orders } }, ({ inputs }) => inputs.orders);

// The written and the loaded type can differ.
const lines = io.custom<Iterable<string>, readonly string[]>({
  name: "lines",
  write: (value) => [...value].join("\n"),
  read: async (source) => (await source.text()).split("\n"),
});
export const names = asset("names", { io: lines }, () => new Set(["a"]));
export const first = asset("first", { deps: { names } }, ({ inputs }) => {
  typed<typeof inputs.names, readonly string[]>(true);
  return inputs.names[0] ?? null;
});

export const elsewhere = externalAsset("shop/orders", parquet(Order), { partitions: day });
export const rates = externalAsset("finance/rates", z.object({ EUR: z.number() }));
export const read = asset("read", { deps: { rates, last: elsewhere.lastPartitions(2) } }, async ({ inputs }) => {
  typed<typeof inputs.rates, { EUR: number }>(true);
  typed<typeof inputs.last, Table<Order>[]>(true);
  return inputs.last.length;
});
