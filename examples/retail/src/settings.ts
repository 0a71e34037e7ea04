import { defineLocation, env, resource } from "@millrace/sdk";
import { z } from "zod";

/** Switches of the example: set the variable RETAIL_BREAK to true, and `fact_sales` fails. */
export const retailSettings = resource({
  name: "retail_settings",
  config: z.object({ breakFactSales: z.boolean().default(false) }),
  create: ({ config }) => config,
});

export default defineLocation({
  resources: { retail_settings: { breakFactSales: env.bool("RETAIL_BREAK", { default: false }) } },
});
