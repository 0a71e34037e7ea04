import { asset, check, meta } from "@millrace/sdk";
import { quoted, rowsOf, withDuckDb } from "../duckdb";
import { flights } from "../silver/flights";

/** `month` is `2001-01`; `meanDelay` is in minutes. */
export type MonthlyDelay = { month: string; flights: number; meanDelay: number };

export const delayByMonth = asset(
  "delay_by_month",
  {
    description: "Mean delay in minutes for each month from January to June.",
    group: "gold",
    owners: ["team:analytics"],
    kinds: ["duckdb"],
    deps: { flights },
  },
  async ({ inputs, metadata }) => {
    const months = await withDuckDb((db) =>
      rowsOf<MonthlyDelay>(
        db,
        `select strftime(month, '%Y-%m') as month, count(*)::integer as flights, avg(delay)::double as "meanDelay"
         from ${quoted(inputs.flights.path)} where month < date '2001-07-01' group by 1 order by 1`,
      ),
    );
    metadata(Object.fromEntries(months.map(({ month, meanDelay }) => [`mean_delay_${month}`, meta.float(meanDelay)])));
    return months;
  },
);

export const sixMonths = check(
  delayByMonth,
  "six_months",
  { severity: "error", description: "January to June, each with flights." },
  ({ value }) => ({ passed: value.length === 6 && value.every((month) => month.flights > 0) }),
);
