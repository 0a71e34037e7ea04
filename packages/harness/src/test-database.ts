import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { asOwner } from "./as-owner";
import { TEMPLATE_DATABASE } from "./servers";

export type TestDatabase = {
  /** For fixtures and looks at the result: what runs outside of an organization's scope sees and changes everything. */
  readonly url: string;
  /** As apps connect: what runs outside of a scope sees nothing of any organization. */
  readonly appUrl: string;
  drop(): Promise<void>;
};

/** Creates a migrated, empty database, cloned from the template (about 30 ms). Drop it after the file's tests. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  // Cloning locks the template, so clones of other test files wait.
  await administer(async (admin) => {
    await admin.query("select pg_advisory_lock(7411)");
    await admin.query(`create database ${name} template ${TEMPLATE_DATABASE}`);
  });
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    url: asOwner(url.href),
    appUrl: url.href,
    drop: () => administer(async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  };
}

async function administer(work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: serverUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error("TEST_DATABASE_URL is not set: run tests from the root, where the global setup starts the servers");
  return url;
}
