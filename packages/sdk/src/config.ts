/**
 * Exports for `millrace.config.ts`.
 * @module @millrace/sdk/config
 */
import type { ProjectConfigInput } from "@millrace/protocol";

/**
 * Types the default export of `millrace.config.ts`.
 * @example
 * export default defineConfig({ location: "sales", data: ["data/*.csv"] });
 */
export function defineConfig(config: ProjectConfigInput): ProjectConfigInput {
  return config;
}

export type { ProjectConfigInput };
