import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Ports of the stack under test, and the file with its database URL. */
export const ports = {
  web: Number(process.env.TEST_STACK_PORT ?? 4310),
  slack: Number(process.env.TEST_SLACK_PORT ?? 4311),
  stateFile: process.env.TEST_STATE_FILE ?? join(fileURLToPath(import.meta.url), "../../../test-results/stack.json"),
};
