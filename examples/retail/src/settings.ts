import { defineLocation, env, resource } from "@millrace/sdk";
import { z } from "zod";

/** Settings of the example. Set the variable RETAIL_BREAK to true to make `fact_sales` fail. */
export const retailSettings = resource({
  name: "retail_settings",
  config: z.object({ breakFactSales: z.boolean().default(false) }),
  create: ({ config }) => config,
});

export default defineLocation({
  resources: { retail_settings: { breakFactSales: env.bool("RETAIL_BREAK", { default: false }) } },
});
