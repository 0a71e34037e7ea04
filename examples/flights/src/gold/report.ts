import { asset, meta } from "@millrace/sdk";
import { airports } from "./airports";
import { delayByMonth } from "./delay-by-month";
import { worstRoutes } from "./worst-routes";

export const delayReport = asset(
  "delay_report",
  {
    description: "One-page summary of the half-year.",
    group: "gold",
    owners: ["team:analytics"],
    deps: { months: delayByMonth, routes: worstRoutes, airports },
  },
  ({ inputs, metadata }) => {
    const { months, routes } = inputs;
    const flights = months.reduce((sum, month) => sum + month.flights, 0);
    const worst = routes[0];
    const lines = [
      `**${flights.toLocaleString("en")}** flights between ${inputs.airports.length} airports, January to June 2001.`,
      "",
      worst
        ? `Worst route: **${worst.origin} → ${worst.destination}**, ${worst.meanDelay.toFixed(1)} minutes late.`
        : "",
      "",
      "| month | flights | mean delay |",
      "|---|---|---|",
      ...months.map((it) => `| ${it.month} | ${it.flights.toLocaleString("en")} | ${it.meanDelay.toFixed(2)} min |`),
    ];
    metadata({ flights: meta.int(flights), report: meta.markdown(lines.join("\n")) });
    return { flights, worst: worst ?? null, months };
  },
);
