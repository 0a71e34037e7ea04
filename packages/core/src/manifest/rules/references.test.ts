import { expect, test } from "vitest";
import { Manifest } from "../manifest";
import { unknownReferences } from "./references";

test("sensors that monitor or launch what nothing defines are refused, with what was probably meant", () => {
  const manifest = Manifest.parse({
    protocol: 1,
    sdkVersion: "1",
    assets: [{ key: "orders" }, { key: "customers" }],
    jobs: [{ name: "ingest", nodes: [] }],
    sensors: [
      { name: "one", job: "ingest", monitors: { kind: "asset", asset: "orderz" } },
      { name: "two", job: "ingset", monitors: { kind: "multiAsset", assets: ["orders", "custmers"] } },
      { name: "three", monitors: { kind: "runStatus", statuses: ["FAILURE"], jobs: ["ingests"] } },
      { name: "four", monitors: { kind: "runStatus", statuses: ["FAILURE"] } },
    ],
  });
  expect(unknownReferences(manifest).map((it) => it.message)).toEqual([
    'sensor "one" monitors unknown asset "orderz". Did you mean "orders"?',
    'sensor "two" targets unknown job "ingset". Did you mean "ingest"?',
    'sensor "two" monitors unknown asset "custmers". Did you mean "customers"?',
    'sensor "three" monitors unknown job "ingests". Did you mean "ingest"?',
  ]);
});
