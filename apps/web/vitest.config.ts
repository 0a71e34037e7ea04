import { defineConfig } from "vitest/config";

/** Tests of the server; pages are tested in the browser. */
export default defineConfig({
  css: { postcss: { plugins: [] } },
  test: {
    name: "@millrace/web",
    include: ["test/**/*.test.ts", "src/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    setupFiles: ["../../packages/harness/src/test-timeouts.ts"],
  },
});
