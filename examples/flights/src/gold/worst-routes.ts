import { asset, meta } from "@millrace/sdk";
import { z } from "zod";
import { quoted, rowsOf, withDuckDb } from "../duckdb";
import { flights } from "../silver/flights";

/** `meanDelay` is in minutes. */
export type RouteDelay = { origin: string; destination: string; flights: number; meanDelay: number };

export const worstRoutes = asset(
  "worst_routes",
  {
    description: "Busy routes, sorted by highest mean delay.",
    group: "gold",
    owners: ["team:analytics"],
    kinds: ["duckdb"],
    deps: { flights },
    config: z.object({
      flightsMin: z.number().int().min(1).default(1000).describe("flights that a route must have to count"),
      routes: z.number().int().min(1).max(100).default(10).describe("how many routes to list"),
    }),
  },
  async ({ inputs, config, metadata }) => {
    const routes = await withDuckDb((db) =>
      rowsOf<RouteDelay>(
        db,
        `select origin, destination, count(*)::integer as flights, avg(delay)::double as "meanDelay"
         from ${quoted(inputs.flights.path)} group by 1, 2 having count(*) >= ${config.flightsMin}
         order by "meanDelay" desc limit ${config.routes}`,
      ),
    );
    const worst = routes[0];
    metadata({
      ...(worst
        ? {
            worst_route: `${worst.origin} → ${worst.destination}`,
            worst_mean_delay: meta.float(worst.meanDelay),
          }
        : {}),
      routes: meta.table(routes),
    });
    return routes;
  },
);
