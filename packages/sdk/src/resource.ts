import type { z } from "zod";
import { assertName, define } from "./definition";
import type { WithEnv } from "./env";

/** Something that steps share within a run: a client, a connection. Created when first used, disposed at the end. */
export interface ResourceDef<T> {
  readonly kind: "resource";
  readonly name: string;
  readonly config?: z.ZodType;
  readonly values?: unknown;
  /** Makes the value. */
  readonly create: (context: { config: never }) => unknown;
  /** Gives the value up at the end of the run. */
  readonly dispose?: (value: never) => unknown;
  /** @internal */
  readonly "~value"?: () => T;
}

/**
 * Declares a resource. Its configuration comes from `defineLocation`, or from `values` here.
 * @example
 * export const warehouse = resource({
 *   name: "warehouse",
 *   config: z.object({ url: z.string() }),
 *   create: ({ config }) => connect(config.url),
 *   dispose: (client) => client.close(),
 * });
 */
export function resource<T, C extends z.ZodType = z.ZodUndefined>(options: {
  name: string;
  config?: C;
  values?: WithEnv<NoInfer<z.input<C>>>;
  create(context: { config: z.output<C> }): T | Promise<T>;
  dispose?(value: NoInfer<T>): void | Promise<void>;
}): ResourceDef<T> {
  assertName("resource", options.name);
  return define({ kind: "resource", ...options } as unknown as ResourceDef<T>);
}

/** The values of resources by name, as a step's function receives them. */
export type Resources<R> = { readonly [K in keyof R]: R[K] extends ResourceDef<infer T> ? T : never };
