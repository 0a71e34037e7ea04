/**
 * What `millrace.config.ts` imports.
 * @module @millrace/sdk/config
 */
import type { ProjectConfigInput } from "@millrace/protocol";

/**
 * Types what millrace.config.ts exports.
 * @example
 * export default defineConfig({ location: "sales", data: ["data/*.csv"] });
 */
export function defineConfig(config: ProjectConfigInput): ProjectConfigInput {
  return config;
}

export type { ProjectConfigInput };
