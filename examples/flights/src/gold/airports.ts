import { asset, meta } from "@millrace/sdk";
import { quoted, rowsOf, withDuckDb } from "../duckdb";
import { flights } from "../silver/flights";

/** `meanDelay` is in minutes, for departing flights. */
export type Airport = { code: string; departures: number; arrivals: number; meanDelay: number };

export const airports = asset(
  "airports",
  {
    description: "Departures, arrivals and mean delay of each airport.",
    group: "gold",
    owners: ["team:analytics"],
    kinds: ["duckdb"],
    deps: { flights },
  },
  async ({ inputs, metadata }) => {
    const file = quoted(inputs.flights.path);
    const rows = await withDuckDb((db) =>
      rowsOf<Airport>(
        db,
        `with leaving as (select origin as code, count(*)::integer as departures, avg(delay)::double as delay from ${file} group by 1),
              landing as (select destination as code, count(*)::integer as arrivals from ${file} group by 1)
         select code, coalesce(departures, 0) as departures, coalesce(arrivals, 0) as arrivals, coalesce(delay, 0) as "meanDelay"
         from leaving full join landing using (code) order by departures desc, code`,
      ),
    );
    metadata({ airports: meta.int(rows.length), busiest: rows[0]?.code ?? "" });
    return rows;
  },
);
