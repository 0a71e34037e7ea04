import { existsSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";

/** A machine may be busy with other tests: these limits only end what hangs. */
const TEST_TIMEOUTS = {
  testTimeout: 180_000,
  hookTimeout: 180_000,
  /** A failed assertion shows the whole text. */
  chaiConfig: { truncateThreshold: 0 },
  setupFiles: [join(import.meta.dirname, "packages/harness/src/test-timeouts.ts")],
};
/** Each test process has a database of Redis for itself, of which there are 16. */
const PROCESSES_MAX = 15;

/** Every workspace is a project; one that needs settings of its own has a `vitest.config.ts`. */
function projects(): TestProjectConfiguration[] {
  return ["packages", "apps", "examples"].flatMap((group) =>
    readdirSync(join(import.meta.dirname, group))
      .map((name) => join(group, name))
      .filter((root) => existsSync(join(root, "package.json")))
      .map((root) => {
        if (existsSync(join(root, "vitest.config.ts"))) return root;
        const { name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string };
        return { root, test: { name, ...TEST_TIMEOUTS } };
      }),
  );
}

export default defineConfig({
  test: {
    projects: projects(),
    globalSetup: ["packages/harness/src/servers.ts"],
    passWithNoTests: true,
    maxWorkers: Math.min(availableParallelism(), PROCESSES_MAX),
  },
});
