import { defineConfig } from "@millrace/sdk/config";

export default defineConfig({
  location: "flights",
  data: ["node_modules/vega-datasets/data/flights-3m.parquet"],
});
