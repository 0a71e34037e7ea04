import { asset, assetJob, check, job, op, resource, sensor } from "@millrace/sdk";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { evaluateSensor, invoke, materialize, runJob } from "../src";

interface Warehouse {
  rows(): number[];
  close(): void;
}
const warehouse = resource({
  name: "warehouse",
  config: z.object({ url: z.string() }),
  create: (): Warehouse => ({ rows: () => [1], close: () => {} }),
  dispose: (db) => db.close(),
});
const mail = resource({ name: "mail", create: (): { sent: string[] } => ({ sent: [] }) });

const orders = asset("orders", { resources: { db: warehouse } }, ({ resources }) => resources.db.rows());
const total = asset("total", { deps: { orders } }, ({ inputs }) => inputs.orders.length);
const week = asset("week", { deps: { days: total.ordered() }, resources: { mail } }, () => 1);
const plain = asset("plain", {}, () => 1);
const fake = { rows: () => [1, 2, 3] };

describe("resource fakes", () => {
  it("are keyed by resource name, apply to upstream assets too, and are only needed for what the test uses", async () => {
    const result = await materialize([week], { resources: { warehouse: fake, mail: { sent: [] } } });
    expect(result.success).toBe(true);
    expect((await materialize([total], { resources: { warehouse: fake } })).value("total")).toBe(3);
  });

  it("with the wrong type are rejected by the compiler", async () => {
    // @ts-expect-error a warehouse has rows
    const result = await materialize([total], { resources: { warehouse: { lines: () => [] } } });
    expect(result.error()?.message).toContain("rows is not a function");
  });

  it("with unknown names are rejected by the compiler and at run time", async () => {
    const typo = /resources\.warehuose: nothing here needs a resource of that name\. Did you mean "warehouse"\?/;
    // @ts-expect-error unknown resource
    await expect(materialize([week], { resources: { warehuose: fake } })).rejects.toThrow(typo);
    // @ts-expect-error none of the assets has resources
    await expect(materialize([plain], { resources: { warehouse: fake } })).rejects.toThrow("nothing here needs");
    // @ts-expect-error the asset's own name for it isn't the resource's name
    await expect(materialize([orders], { resources: { db: fake } })).rejects.toThrow("resources.db");
    const loose: object = { warehuose: fake };
    await expect(materialize([total], { resources: loose })).rejects.toThrow(typo);
  });

  it("that are missing are created, and errors name the missing config", async () => {
    const result = await materialize([total]);
    expect(result.error()?.message).toMatch(/resource "warehouse" config is invalid: url/);
  });

  it("are typed for jobs of listed assets and for sensors, and checked at run time for graphs", async () => {
    const nightly = assetJob("nightly", { select: [orders, total] });
    expect((await runJob(nightly, { resources: { warehouse: fake } })).output("total")).toBe(3);
    // @ts-expect-error unknown resource
    await expect(runJob(nightly, { resources: { mail: { sent: [] } } })).rejects.toThrow("resources.mail");

    const load = op("load", { resources: { warehouse } }, ({ resources }) => resources.warehouse.rows().length);
    const ingest = job("ingest", {}, (g) => void g.call(load));
    expect((await runJob(ingest, { resources: { warehouse: fake } })).output("load")).toBe(3);
    await expect(runJob(ingest, { resources: { mial: 1 } })).rejects.toThrow("resources.mial");

    const inbox = sensor("inbox", { target: ingest, resources: { mail } }, ({ resources }) => ({
      skip: `${resources.mail.sent.length} sent`,
    }));
    expect((await evaluateSensor(inbox, { resources: { mail: { sent: ["a"] } } })).skip).toBe("1 sent");
    // @ts-expect-error unknown resource
    expect(() => evaluateSensor(inbox, { resources: { warehouse: fake } })).toThrow("resources.warehouse");
  });

  it("apply to direct calls, and a missing one is named when it is used", async () => {
    expect(await invoke(orders, { resources: { warehouse: fake } })).toEqual([1, 2, 3]);
    await expect(invoke(orders)).rejects.toThrow(
      'asset "orders" uses resource "warehouse". Provide a fake: resources: { warehouse: … }',
    );
    // @ts-expect-error the wrong type
    await expect(invoke(orders, { resources: { warehouse: 3 } })).rejects.toThrow("is not a function");
    const sound = check(orders, "sound", {}, ({ value }) => ({ passed: value.length > 0 }));
    expect(await invoke(sound, { value: [1] })).toEqual({ passed: true });
  });
});

it("types the values of listed assets, and rejects config and values of unknown assets by name", async () => {
  const given = { selection: "key:total", values: { orders: [1, 2] } };
  expect((await materialize([orders, total], given)).value("total")).toBe(2);
  // @ts-expect-error should be a list of numbers
  await materialize([orders, total], { selection: "key:total", values: { orders: "none" } });
  await expect(materialize([total], { config: { totl: {} } })).rejects.toThrow(
    'config.totl: no asset here has that key. Did you mean "total"?',
  );
});
