import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startFakeSlack } from "@millrace/harness/fake-slack";
import { openHome, startStack } from "@millrace/local";

/** Channels of the fake workspace, used by the tests' teams. */
const CHANNELS = ["alerts", "ingest", "analytics"];

/** The built product with empty databases and a fake Slack, for the browser tests; ends on SIGTERM. */
async function main(): Promise<void> {
  const root = join(fileURLToPath(import.meta.url), "../../..");
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  const dir = mkdtempSync(join(tmpdir(), "millrace-e2e-"));
  process.env.MILLRACE_HOME = dir;
  delete process.env.DATABASE_URL;
  delete process.env.REDIS_URL;

  const slack = await startFakeSlack({ port: Number(process.env.TEST_SLACK_PORT), channels: CHANNELS });
  const stack = await startStack({
    root,
    home: openHome(root),
    webPort: Number(process.env.TEST_STACK_PORT),
    durable: false,
    env: {
      SLACK_API_URL: `${slack.url}/api/`,
      SLACK_BOT_TOKEN: "xoxb-test",
      SIGN_IN_ATTEMPTS_PER_MINUTE: "1000",
      PLATFORM_OPERATORS: "operator@example.com",
    },
    say: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const stateFile = process.env.TEST_STATE_FILE as string;
    mkdirSync(dirname(stateFile), { recursive: true });
    writeFileSync(
      stateFile,
      JSON.stringify({
        url: stack.url,
        databaseUrl: stack.databaseUrl,
        redisUrl: stack.redisUrl,
        slackUrl: slack.url,
        logs: join(dir, "logs"),
      }),
    );
    await stopped;
  } finally {
    await stack.stop();
    await slack.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
