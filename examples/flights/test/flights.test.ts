import { materialize } from "@millrace/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { everyRowArrived, rawFlights } from "../src/bronze/raw-flights";
import { rowsOf, withDuckDb } from "../src/duckdb";
import { airports } from "../src/gold/airports";
import { delayByMonth, sixMonths } from "../src/gold/delay-by-month";
import { delayReport } from "../src/gold/report";
import { worstRoutes } from "../src/gold/worst-routes";
import { flights, noneAfterJune } from "../src/silver/flights";
import { flightsFile } from "../src/source";

const ASSETS = [rawFlights, flights, delayByMonth, worstRoutes, airports, delayReport] as const;

/** Returns the same figures from a plain query on the published file. */
const independently = <T>(query: string): Promise<T[]> =>
  withDuckDb((db) => rowsOf<T>(db, query.replace("$file", `read_parquet('${flightsFile()}')`)));

describe("three million flights", { timeout: 120_000 }, () => {
  let run: Awaited<ReturnType<typeof materialize<typeof ASSETS>>>;
  beforeAll(async () => {
    run = await materialize(ASSETS, { checks: [everyRowArrived, noneAfterJune, sixMonths] });
  }, 120_000);

  test("are all loaded", async () => {
    const [{ rows }] = (await independently<{ rows: number }>("select count(*)::integer as rows from $file")) as [
      { rows: number },
    ];
    expect(rows).toBe(3_000_000);
    expect(run.success).toBe(true);
    expect(run.metadata("flights")).toMatchObject({ rows });
  });

  test("have the monthly delays that a plain query finds", async () => {
    const expected = await independently<{ month: number; flights: number; delay: number }>(
      "select month(date)::integer as month, count(*)::integer as flights, avg(delay)::double as delay from $file where month(date) < 7 group by 1 order by 1",
    );
    const months = run.value("delay_by_month");
    expect(months.map((it) => it.flights)).toEqual(expected.map((it) => it.flights));
    for (const [index, month] of months.entries()) expect(month.meanDelay).toBeCloseTo(expected[index]!.delay, 9);
    expect(run.value("delay_report").flights).toBe(2_999_994);
  });

  test("have the worst route that a plain query finds", async () => {
    const [expected] = await independently<{ origin: string; destination: string; flights: number; delay: number }>(
      "select origin, destination, count(*)::integer as flights, avg(delay)::double as delay from $file group by all having count(*) >= 1000 order by delay desc limit 1",
    );
    const [worst] = run.value("worst_routes");
    expect(worst).toMatchObject({ origin: "PHX", destination: "DTW", flights: 1495 });
    expect(worst).toMatchObject({ origin: expected?.origin, destination: expected?.destination });
    expect(worst?.meanDelay).toBeCloseTo(expected!.delay, 9);
  });

  test("pass the row check, with a warning about the six that departed in July", () => {
    const checks = Object.fromEntries(run.checks.map((it) => [it.check, it]));
    expect(checks.every_row_arrived?.passed).toBe(true);
    expect(checks.six_months?.passed).toBe(true);
    expect(checks.none_after_june).toMatchObject({ passed: false, message: "6 flights departed on July 1" });
  });
});
