import { spawn } from "node:child_process";
import { Redis } from "ioredis";
import { Client } from "pg";
import { measure, summarize } from "../measure";

/** Median milliseconds by name. They show how fast this machine is right now, as a reference for the metrics. */
export type Baselines = Readonly<Record<string, number>>;

/** Measures a bare Node start, a Redis round trip, a one-row durable insert, and an unnest insert of 100 rows. */
export async function measureBaselines(servers: { databaseUrl: string; redisUrl: string }): Promise<Baselines> {
  return {
    "node start": await nodeStart(),
    "redis round trip": await redisRoundTrip(servers.redisUrl),
    ...(await inserts(servers.databaseUrl)),
  };
}

const nodeStart = async () =>
  summarize(
    await measure(
      20,
      () =>
        new Promise((resolve, reject) => {
          const child = spawn(process.execPath, ["-e", ""], { env: {}, stdio: "ignore" });
          child.once("error", reject);
          child.once("exit", resolve);
        }),
    ),
  ).p50;

async function redisRoundTrip(url: string): Promise<number> {
  const redis = new Redis(url);
  try {
    return summarize(await measure(2_000, () => redis.ping(), 200)).p50;
  } finally {
    redis.disconnect();
  }
}

async function inserts(url: string): Promise<Baselines> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      "create table if not exists bench_baseline (id bigserial primary key, at timestamptz not null default now(), data text not null)",
    );
    const data = "x".repeat(200);
    const rows = Array.from({ length: 100 }, () => data);
    const one = await measure(300, () => client.query("insert into bench_baseline (data) values ($1)", [data]), 30);
    const hundred = await measure(
      200,
      () => client.query("insert into bench_baseline (data) select unnest($1::text[])", [rows]),
      20,
    );
    return { "one-row durable insert": summarize(one).p50, "unnest insert of 100 rows": summarize(hundred).p50 };
  } finally {
    await client.query("drop table if exists bench_baseline");
    await client.end();
  }
}
