import { tmpdir } from "node:os";
import { join } from "node:path";
import { asset, check, io, meta } from "@millrace/sdk";
import { rawFlights } from "../bronze/raw-flights";
import { quoted, rowsOf, withDuckDb } from "../duckdb";

export const flights = asset(
  "flights",
  {
    description: "One row per flight with its route and month. The source of all reports.",
    group: "silver",
    owners: ["team:ingest"],
    kinds: ["duckdb", "parquet"],
    deps: { raw: rawFlights },
    io: io.files(),
    timeout: "10m",
  },
  async ({ inputs, runId, metadata }) => {
    const path = join(tmpdir(), `flights-${runId}.parquet`);
    const [facts] = await withDuckDb(async (db) => {
      await db.run(`
        copy (
          select date as departed_at, date_trunc('month', date)::date as month,
            origin, destination, origin || '-' || destination as route, delay, distance
          from ${quoted(inputs.raw.path)}
        ) to ${quoted(path)} (format parquet, compression zstd)
      `);
      return rowsOf<{ rows: number; routes: number }>(
        db,
        `select count(*)::integer as rows, count(distinct route)::integer as routes from ${quoted(path)}`,
      );
    });
    metadata({ rows: meta.int(facts?.rows ?? 0), routes: meta.int(facts?.routes ?? 0) });
    return { path, name: "flights.parquet" };
  },
);

export const noneAfterJune = check(
  flights,
  "none_after_june",
  { severity: "warn", description: "No flights after June 30." },
  async ({ value }) => {
    const [late] = await withDuckDb((db) =>
      rowsOf<{ rows: number }>(
        db,
        `select count(*)::integer as rows from ${quoted(value.path)} where departed_at >= timestamp '2001-07-01'`,
      ),
    );
    const rows = late?.rows ?? 0;
    return {
      passed: rows === 0,
      message: `${rows} flights departed on July 1`,
      metadata: { rows: meta.int(rows) },
    };
  },
);
