import { define } from "./definition";
import type { WithEnv } from "./env";

/** Settings of the whole code location. */
export interface LocationDef {
  readonly kind: "location";
  readonly name: "location";
  readonly resources: Readonly<Record<string, unknown>>;
}

/**
 * Binds the config of resources, by name. Read the deployment's variables with `env()`.
 * @example
 * export default defineLocation({ resources: { warehouse: { url: env("PG_URL") } } });
 */
export function defineLocation(options: {
  resources?: Readonly<Record<string, WithEnv<Readonly<Record<string, unknown>>>>>;
}): LocationDef {
  return define({ kind: "location", name: "location", resources: options.resources ?? {} });
}
