import { defineConfig } from "@playwright/test";
import { ports } from "./support/ports";

const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "journeys",
  outputDir: "../test-results/browser",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${ports.web}`,
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
      ],
    },
  },
  webServer: {
    command: "node --import tsx support/stack.ts",
    env: { TEST_STACK_PORT: String(ports.web), TEST_SLACK_PORT: String(ports.slack), TEST_STATE_FILE: ports.stateFile },
    url: `http://localhost:${ports.web}/readyz`,
    timeout: 180_000,
    reuseExistingServer: process.env.TEST_STACK_REUSE === "1",
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "pipe",
    stderr: "pipe",
  },
});
