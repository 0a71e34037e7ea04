import { asset, check, io, meta } from "@millrace/sdk";
import { quoted, rowsOf, withDuckDb } from "../duckdb";
import { flightsFile } from "../source";

export const rawFlights = asset(
  "raw_flights",
  {
    description: "US domestic flights in the first half of 2001, as published.",
    group: "bronze",
    owners: ["team:ingest"],
    kinds: ["parquet"],
    io: io.files(),
    retry: { max: 2, delay: "5s", backoff: "exponential" },
    timeout: "10m",
  },
  async ({ log, metadata }) => {
    const path = flightsFile();
    const [counted] = await withDuckDb((db) =>
      rowsOf<{ rows: number }>(db, `select count(*)::integer as rows from ${quoted(path)}`),
    );
    log.info("read the published file", { rows: counted?.rows });
    metadata({ rows: meta.int(counted?.rows ?? 0) });
    return { path, name: "flights.parquet" };
  },
);

export const everyRowArrived = check(
  rawFlights,
  "every_row_arrived",
  { severity: "error", blocking: true, description: "The file contains the expected three million rows." },
  async ({ value }) => {
    const [counted] = await withDuckDb((db) =>
      rowsOf<{ rows: number }>(db, `select count(*)::integer as rows from ${quoted(value.path)}`),
    );
    const rows = counted?.rows ?? 0;
    return { passed: rows === 3_000_000, metadata: { rows: meta.int(rows) } };
  },
);
