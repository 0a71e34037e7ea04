import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partitionSet } from "../partitions/create-partition-set";
import { intersect, intervalsOf, normalize, numbersIn, sizeOf } from "../partitions/intervals";
import { mapIntervals } from "../partitions/mapping";
import type { PartitionsSpec } from "../partitions/spec";
import type { BackfillAsset } from "./backfill";
import { runCount, runsOf } from "./batches";
import { createBackfill } from "./create-backfill";
import { causeOf, planBackfill } from "./plan-backfill";

const NOW = "2026-03-05T00:00";
const DAILY: PartitionsSpec = { kind: "daily", start: "2026-03-01" };
const HOURLY: PartitionsSpec = { kind: "hourly", start: "2026-03-01" };
const LETTERS: PartitionsSpec = { kind: "static", keys: ["a", "b", "c"] };

type Given = { deps?: string[]; partitions?: PartitionsSpec | undefined; max?: number; targets?: string[] };

function asset(key: string, { deps = [], partitions: spec, max = 1, targets }: Given = {}): BackfillAsset {
  const partitions = spec && partitionSet(spec, { now: NOW });
  const all = normalize([[0, (partitions?.size ?? 1) - 1]]);
  return {
    key,
    deps: deps.map((dep) => ({ asset: dep })),
    partitions,
    targets: targets ? intervalsOf(targets.map((it) => partitions?.indexOf(it) ?? 0)) : all,
    partitionsPerRunMax: max,
  };
}

/** Each wave as its runs: `assets: number of partitions`. */
function wavesOf(
  assets: readonly BackfillAsset[],
  failures = new Map<BackfillAsset, [number, number][]>(),
): string[][] {
  return planBackfill(createBackfill(assets), failures).waves.map((batches) =>
    batches.map(
      (batch) => `${batch.assets.map(({ key }) => key).join("+")}: ${runCount(batch)}×${sizeOf(batch.partitions)}`,
    ),
  );
}

describe("a backfill", () => {
  test("runs assets with the same partitions together, others in waves", () => {
    const orders = asset("orders", { partitions: HOURLY, max: 24 });
    const visits = asset("visits", { deps: ["orders"], partitions: HOURLY, max: 48 });
    const daily = asset("daily", { deps: ["visits"], partitions: DAILY });
    const report = asset("report", { deps: ["daily"] });
    expect(wavesOf([report, daily, visits, orders])).toEqual([
      ["orders+visits: 4×96"],
      ["daily: 4×4"],
      ["report: 1×1"],
    ]);
  });

  test("runs only the assets that a partition is a target of", () => {
    const orders = asset("orders", { partitions: LETTERS, max: 10, targets: ["a", "b"] });
    const visits = asset("visits", { deps: ["orders"], partitions: LETTERS, max: 10, targets: ["b", "c"] });
    expect(wavesOf([orders, visits])).toEqual([["orders: 1×1", "orders+visits: 1×1", "visits: 1×1"]]);
  });

  test("waits for an asset between two that could run together", () => {
    const orders = asset("orders", { partitions: HOURLY, max: 200 });
    const day = asset("day", { deps: ["orders"], partitions: DAILY, max: 200 });
    const share = asset("share", { deps: ["orders", "day"], partitions: HOURLY, max: 200 });
    expect(wavesOf([orders, day, share])).toEqual([["orders: 1×96"], ["day: 1×4"], ["share: 1×96"]]);
  });

  test("skips what needs a failed partition, and names it", () => {
    const orders = asset("orders", { partitions: HOURLY, max: 12 });
    const daily = asset("daily", { deps: ["orders"], partitions: DAILY });
    const report = asset("report", { deps: ["daily"] });
    const backfill = createBackfill([orders, daily, report]);
    const { waves, skipped, progress } = planBackfill(backfill, new Map([[orders, [[30, 30]]]]));
    expect(waves.map((batches) => batches.map(({ assets }) => assets.map(({ key }) => key)))).toEqual([
      [["orders"]],
      [["daily"]],
    ]);
    expect(progress.get(orders)?.failed).toEqual([[24, 35]]);
    expect([...skipped].map(([{ key }, subset]) => [key, subset])).toEqual([
      ["daily", [[1, 1]]],
      ["report", [[0, 0]]],
    ]);
    expect(causeOf(backfill, progress, { asset: report, partition: 0 })).toEqual({ asset: orders, partition: 24 });
  });
});

const backfills = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const keys = Array.from({ length: count }, (_, index) => `a${index}`);
  return fc.tuple(
    ...keys.map((key, index) =>
      fc.record({
        key: fc.constant(key),
        deps: fc.subarray(keys.slice(0, index)),
        partitions: fc.constantFrom(undefined, LETTERS, DAILY, HOURLY),
        max: fc.constantFrom(1, 2, 5, Number.POSITIVE_INFINITY),
        /** Shares of the partitions that are targets, and of those that fail. */
        targets: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 6 }),
        failures: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 1 }),
      }),
    ),
  );
});

test("every target runs once, after everything that it needs, or is skipped because of a failure", () => {
  fc.assert(
    fc.property(backfills, (given) => {
      const failures = new Map<BackfillAsset, [number, number][]>();
      const assets = given.map(({ targets, failures: failing, ...rest }) => {
        const whole = asset(rest.key, rest);
        const pick = (shares: readonly number[]) =>
          shares.map((share) => Math.floor(share * (whole.partitions?.size ?? 1)));
        const result = { ...whole, targets: intervalsOf(pick(targets)) };
        failures.set(
          result,
          pick(failing).map((at) => [at, at]),
        );
        return result;
      });
      const byKey = new Map(assets.map((it) => [it.key, it]));
      const backfill = createBackfill(assets);
      const { waves, skipped, progress } = planBackfill(backfill, failures);

      const place = new Map<string, string>();
      for (const [wave, batches] of waves.entries()) {
        expect(new Set(batches.map((batch) => batch.assets.map(({ key }) => key).join())).size).toBe(batches.length);
        for (const batch of batches) {
          for (const [number, run] of [...runsOf(batch)].entries()) {
            expect(sizeOf(run)).toBeLessThanOrEqual(Math.min(...batch.assets.map((it) => it.partitionsPerRunMax)));
            for (const { key } of batch.assets) {
              for (const partition of numbersIn(run)) {
                expect(place.has(`${key} ${partition}`)).toBe(false);
                place.set(`${key} ${partition}`, `${wave} ${batch.assets.map((it) => it.key).join()} ${number}`);
              }
            }
          }
        }
      }

      for (const target of assets) {
        const notRun = [...numbersIn(target.targets)].filter((partition) => !place.has(`${target.key} ${partition}`));
        expect(intervalsOf(notRun)).toEqual(skipped.get(target) ?? []);
        for (const partition of notRun) {
          const cause = causeOf(backfill, progress, { asset: target, partition });
          expect(
            cause && intersect(progress.get(cause.asset)?.failed ?? [], [[cause.partition, cause.partition]]),
          ).toHaveLength(1);
        }
        for (const partition of numbersIn(target.targets)) {
          const own = place.get(`${target.key} ${partition}`);
          if (own === undefined) continue;
          for (const { asset: key } of target.deps) {
            const upstream = byKey.get(key) as BackfillAsset;
            const needed =
              target.partitions && upstream.partitions
                ? mapIntervals(
                    { upstream: upstream.partitions, downstream: target.partitions },
                    [[partition, partition]],
                    "upstream",
                  )
                : upstream.targets;
            for (const number of numbersIn(intersect(needed, upstream.targets))) {
              const other = place.get(`${key} ${number}`) as string;
              const isEarlier = Number(other.split(" ")[0]) < Number(own.split(" ")[0]);
              expect(isEarlier || other === own).toBe(true);
              if (isEarlier)
                expect(intersect(progress.get(upstream)?.materialized ?? [], [[number, number]])).toHaveLength(1);
            }
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});
