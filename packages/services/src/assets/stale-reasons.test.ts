import type { AssetState } from "@millrace/core/assets";
import { expect, test } from "vitest";
import { staleBecause } from "./stale-reasons";

const state = (
  key: string,
  lastMaterializedAt: string | null,
  codeVersion: string | null = null,
  dataVersion: string | null = null,
) =>
  ({
    key,
    lastMaterializedAt: lastMaterializedAt && new Date(lastMaterializedAt),
    codeVersion,
    dataVersion,
  }) as AssetState;
const deps = [{ input: "orders", asset: "orders", view: "value" as const }];

test("a value is stale when its code has another version or an input is newer", () => {
  const own = state("revenue", "2026-01-02", "1");
  const newer = state("orders", "2026-01-03");
  expect(staleBecause({ codeVersion: "2", deps }, own, [newer])).toEqual([
    { kind: "codeVersion", was: "1", is: "2" },
    { kind: "upstream", asset: "orders", at: new Date("2026-01-03") },
  ]);
});

test("a value that is newer than its inputs, or that was never made, is not stale", () => {
  const older = state("orders", "2026-01-01");
  expect(staleBecause({ codeVersion: "1", deps }, state("revenue", "2026-01-02", "1"), [older])).toEqual([]);
  expect(staleBecause({ codeVersion: "1", deps }, state("revenue", null), [older])).toEqual([]);
});

test("an input that was computed again and came out the same makes nothing stale", () => {
  const own = state("revenue", "2026-01-02", "1");
  const again = state("orders", "2026-01-03", null, "3f9a");
  const stale = (used: string | null) => staleBecause({ deps }, own, [again], new Map([["orders", used]])).length > 0;
  expect([stale("3f9a"), stale("0000"), stale(null)]).toEqual([false, true, true]);
});
