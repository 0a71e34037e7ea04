import { defineConfig } from "vitest/config";

/** Tests of the server; pages are tested in the browser. */
export default defineConfig({
  css: { postcss: { plugins: [] } },
  test: { name: "@millrace/web", include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
