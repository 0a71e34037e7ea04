import { type Sql, sql } from "./sql";

/**
 * Advisory locks of the platform. One number each: PostgreSQL keeps locks with one number apart from those with two,
 * and those of `keyed` add a hash of what is locked.
 */
const LOCKS = {
  migration: 7_211_001,
  launch: 7_212,
  admission: 7_213,
  pool: 7_214,
  alertEvaluation: 7_215,
  activation: 7_216,
  partitionSet: 7_217,
  variable: 7_218,
} as const;

export const MIGRATION_LOCK = LOCKS.migration;
export const ADMISSION_LOCK = LOCKS.admission;

type KeyedLock = Exclude<keyof typeof LOCKS, "migration" | "admission">;

/**
 * Returns the statement that waits for the lock of one `key` until the transaction ends. Run it as its own statement:
 * the statements after it see everything that the holder before it committed.
 */
export const keyedLock = (lock: KeyedLock, ...key: readonly string[]): Sql =>
  sql`select pg_advisory_xact_lock(${LOCKS[lock]}::int, hashtext(${JSON.stringify(key)}))`;
