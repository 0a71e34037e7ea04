import { expect, test } from "vitest";
import { asset } from "../src/asset";
import { auto } from "../src/automation";
import { assetJob } from "../src/job";
import { cronPartitions } from "../src/partitions";
import { schedule } from "../src/schedule";

const target = assetJob("nightly", { select: "*" });

test.each([
  ["schedule", () => schedule("s", { cron: ["0 2 * * *", "0 0 30 2 *"], target }), 'schedule "s": .*never runs'],
  ["partitions", () => cronPartitions({ start: "2026-01-01", cron: "61 * * * *" }), "cronPartitions: .*out of range"],
  [
    "freshness",
    () => asset("a", { freshness: { deadline: "0 0 * *", lowerBound: "1h" } }, () => 1),
    'asset "a" freshness',
  ],
  ["automation", () => auto.onCron("@reboot"), "auto.onCron: .*alias"],
  ["a zone", () => auto.onCron("@daily", "Mars/Base"), 'auto.onCron: time zone "Mars/Base" is unknown'],
])("rejects an invalid cron of %s where it is written", (_name, make, message) => {
  expect(make).toThrow(new RegExp(message));
});
