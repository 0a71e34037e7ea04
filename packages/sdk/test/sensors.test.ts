import { validateManifest } from "@millrace/core/manifest";
import { expect, it } from "vitest";
import { z } from "zod";
import {
  asset,
  assetSensor,
  collectDefinitions,
  externalAsset,
  job,
  multiAssetSensor,
  op,
  runStatusSensor,
  sensor,
  toManifest,
} from "../src";

const orders = asset("orders", {}, () => 1);
const rates = externalAsset("finance/rates", z.object({ EUR: z.number() }));
const load = op("load", {}, () => 1);
const ingest = job("ingest", {}, (g) => void g.call(load));
const cleanUp = job("clean_up", {}, (g) => void g.call(load));
const nothing = () => ({ skip: "nothing" });

it("sensors list what they monitor in the manifest, with the jobs, ops, and external assets they use", () => {
  const manifest = toManifest(
    collectDefinitions({
      "src/sensors.ts": {
        orders,
        plain: sensor("plain", { target: cleanUp }, nothing),
        one: assetSensor("one", { asset: orders, target: cleanUp, every: "5s" }, nothing),
        two: multiAssetSensor("two", { assets: [orders, rates], target: cleanUp }, nothing),
        failed: runStatusSensor("failed", { statuses: ["FAILURE"], monitor: [ingest], target: cleanUp }, nothing),
        all: runStatusSensor("all", { statuses: ["SUCCESS", "CANCELED"], monitor: "organization" }, nothing),
        here: runStatusSensor("here", { statuses: ["STARTED"] }, nothing),
      },
    }),
  );
  expect(manifest.sensors.map(({ name, job, monitors }) => ({ name, job, monitors }))).toEqual([
    { name: "plain", job: "clean_up", monitors: undefined },
    { name: "one", job: "clean_up", monitors: { kind: "asset", asset: "orders" } },
    { name: "two", job: "clean_up", monitors: { kind: "multiAsset", assets: ["orders", "finance/rates"] } },
    {
      name: "failed",
      job: "clean_up",
      monitors: { kind: "runStatus", statuses: ["FAILURE"], jobs: ["ingest"], scope: "deployment" },
    },
    {
      name: "all",
      job: undefined,
      monitors: { kind: "runStatus", statuses: ["SUCCESS", "CANCELED"], jobs: undefined, scope: "organization" },
    },
    {
      name: "here",
      job: undefined,
      monitors: { kind: "runStatus", statuses: ["STARTED"], jobs: undefined, scope: "deployment" },
    },
  ]);
  expect(manifest.jobs.map((it) => it.name)).toEqual(["clean_up", "ingest"]);
  expect(manifest.assets.map((it) => [it.key, it.external])).toEqual([
    ["orders", false],
    ["finance/rates", true],
  ]);
  expect(validateManifest(manifest)).toEqual([]);
});

it("rejects an unexported asset that a sensor monitors, naming the file", () => {
  const one = assetSensor("one", { asset: orders, target: cleanUp }, nothing);
  expect(() => collectDefinitions({ "src/a.ts": { one } })).toThrow(
    `sensor "one" (src/a.ts) monitors asset "orders", which isn't exported. Export it.`,
  );
});

it.each([
  ["no target", () => assetSensor("s", { asset: orders } as never, nothing), "target must be a job"],
  ["no assets", () => multiAssetSensor("s", { assets: [], target: cleanUp }, nothing), "assets is empty"],
  [
    "an asset twice",
    () => multiAssetSensor("s", { assets: [orders, orders], target: cleanUp }, nothing),
    'lists "orders" twice',
  ],
  [
    "a value that isn't an asset",
    () => assetSensor("s", { asset: undefined as never, target: cleanUp }, nothing),
    "must monitor an asset",
  ],
  ["no status", () => runStatusSensor("s", { statuses: [] }, nothing), "statuses is empty"],
  [
    "no job to monitor",
    () => runStatusSensor("s", { statuses: ["FAILURE"], monitor: [] }, nothing),
    "monitor is empty",
  ],
  [
    "a value that isn't a job",
    () => runStatusSensor("s", { statuses: ["FAILURE"], monitor: [orders as never] }, nothing),
    "must monitor a job",
  ],
  [
    "an interval under a second",
    () => assetSensor("s", { asset: orders, target: cleanUp, every: "10ms" }, nothing),
    "at least 1s",
  ],
])("rejects a sensor with %s where it is defined", (_, define, message) => {
  expect(define).toThrow(message);
});
