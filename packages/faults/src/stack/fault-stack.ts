import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { migrate } from "@millrace/db/migrate";
import { freePort } from "@millrace/embedded";
import { type FakeSlack, startFakeSlack } from "@millrace/harness/fake-slack";
import type { AppName } from "@millrace/local";
import { type Project, writeProject } from "../location/write-project";
import { type Database, openDatabase } from "./database";
import { createOrganization, type TestOrganization } from "./organization";
import { openQueueServer, type QueueServer } from "./queue-server";
import { type RestartedApp, restartedApp } from "./restarted-app";
import { mountSmallDisk } from "./small-disk";

export const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const ORGANIZATIONS = ["north", "east", "south", "west"] as const;

export type StackSettings = {
  readonly daemons?: number;
  readonly workers?: number;
  /** Further environment of every app. */
  readonly env?: Readonly<Record<string, string>>;
  /** Keeps objects on a file system of this size; needs root on Linux. */
  readonly objectBytesMax?: number;
};

type AtLeastTwo<T> = readonly [T, T, ...T[]];

/** A whole Millrace in processes of its own: servers, apps, a fake Slack, and four organizations with pushed code. */
export type FaultStack = {
  readonly dir: string;
  /** The pushed code location. */
  readonly project: Project;
  readonly database: Database;
  readonly queue: QueueServer;
  readonly slackApi: FakeSlack;
  readonly web: RestartedApp;
  readonly slack: RestartedApp;
  readonly daemons: AtLeastTwo<RestartedApp>;
  readonly workers: AtLeastTwo<RestartedApp>;
  readonly apps: readonly RestartedApp[];
  readonly organizations: AtLeastTwo<TestOrganization>;
  /** Ids of all runs that the API has accepted since the stack was opened. */
  readonly accepted: readonly string[];
  close(): Promise<void>;
};

/** Opens a stack and waits until every app is ready and every organization's code is active. */
export async function openStack(settings: StackSettings = {}): Promise<FaultStack> {
  const dir = mkdtempSync(join(tmpdir(), "mr-faults-"));
  chmodSync(dir, 0o711);
  const closing: (() => Promise<unknown> | unknown)[] = [() => removeTree(dir)];
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= (async () => {
      for (const step of closing.reverse()) await step();
    })();
    return closed;
  };
  try {
    return { ...(await open(settings, dir, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  settings: StackSettings,
  dir: string,
  closing: (() => Promise<unknown> | unknown)[],
): Promise<Omit<FaultStack, "close">> {
  const [database, queue, slackApi] = await Promise.all([
    openDatabase(dir),
    openQueueServer(),
    startFakeSlack({ channels: [...ORGANIZATIONS] }),
  ]);
  closing.push(database.close, queue.close, slackApi.stop);
  await migrate(database.url);
  const logs = join(dir, "logs");
  const objects = join(dir, "objects");
  for (const folder of [logs, objects]) mkdirSync(folder);
  if (settings.objectBytesMax !== undefined) closing.push(mountSmallDisk(objects, settings.objectBytesMax));

  const webPort = await freePort();
  const env = {
    ...environment({ dir, redisUrl: queue.url, webUrl: `http://127.0.0.1:${webPort}`, slackUrl: slackApi.apiUrl }),
    ...settings.env,
  };
  const start = async (name: string, app: AppName, port?: number) => {
    const started = restartedApp({
      name,
      app,
      root: ROOT,
      logs,
      port: port ?? (await freePort()),
      // The server's view of connections names the process that has them.
      env: {
        ...env,
        DATABASE_URL: `${database.url}?application_name=${name}`,
        WORKER_DATA_DIR: join(dir, name),
      },
    });
    closing.push(() => started.stop());
    return started;
  };
  const several = async (app: AppName, count: number) => {
    const started: RestartedApp[] = [];
    for (let n = 1; n <= count; n++) started.push(await start(`${app}-${n}`, app));
    return started as unknown as AtLeastTwo<RestartedApp>;
  };
  const web = await start("web", "web", webPort);
  const slack = await start("slack", "slack");
  const daemons = await several("daemon", settings.daemons ?? 2);
  const workers = await several("worker", settings.workers ?? 2);
  const apps = [web, slack, ...daemons, ...workers];
  await Promise.all(apps.map((app) => app.ready()));

  const accepted: string[] = [];
  const project = writeProject({ root: ROOT, dir });
  const bundle = await project.bundle();
  const organizations = await Promise.all(
    ORGANIZATIONS.map(async (slug) => {
      const organization = await createOrganization({
        url: web.url,
        database,
        slug,
        onAccepted: (runId) => accepted.push(runId),
      });
      await organization.push(bundle);
      return organization;
    }),
  );
  return {
    dir,
    project,
    database,
    queue,
    slackApi,
    web,
    slack,
    daemons,
    workers,
    apps,
    organizations: organizations as unknown as AtLeastTwo<TestOrganization>,
    accepted,
  };
}

/** Removes folders deeper than Node can name. */
const removeTree = (dir: string) => promisify(execFile)("rm", ["-rf", dir]);

const secret = () => randomBytes(32).toString("base64");

function environment(at: { dir: string; redisUrl: string; webUrl: string; slackUrl: string }): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: at.dir,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    MILLRACE_URL: at.webUrl,
    REDIS_URL: at.redisUrl,
    MILLRACE_SECRET: secret(),
    MILLRACE_ENCRYPTION_KEYS: `faults:${secret()}`,
    STORAGE_URL: pathToFileURL(join(at.dir, "objects")).href,
    SANDBOX_ALLOW_PROCESS: "1",
    ...(process.env.SANDBOX_LAUNCHER ? { SANDBOX_LAUNCHER: process.env.SANDBOX_LAUNCHER } : {}),
    WORKER_CONCURRENCY: "4",
    API_REQUESTS_PER_MINUTE: "100000",
    SLACK_API_URL: at.slackUrl,
    SLACK_BOT_TOKEN: "xoxb-faults",
    SLACK_SIGNING_SECRET: randomBytes(16).toString("hex"),
  };
}
