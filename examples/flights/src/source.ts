import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const FILE = "vega-datasets/data/flights-3m.parquet";

/** Returns the package's Parquet file, both locally and in a pushed bundle. */
export function flightsFile(): string {
  const folders = createRequire(import.meta.url).resolve.paths(FILE) ?? [];
  const found = folders.map((folder) => join(folder, FILE)).find(existsSync);
  if (!found) throw new Error(`${FILE} is missing: run npm install`);
  return found;
}
