import type { z } from "zod";
import { assertName, define } from "./definition";
import type { WithEnv } from "./env";

/** A client or connection shared by the steps of a run. Created on first use and disposed at the end. */
export interface ResourceDef<T, Name extends string = string> {
  readonly kind: "resource";
  readonly name: Name;
  readonly config?: z.ZodType;
  readonly values?: unknown;
  /** Creates the value. */
  readonly create: (context: { config: never }) => unknown;
  /** Disposes the value at the end of the run. */
  readonly dispose?: (value: never) => unknown;
  /** @internal */
  readonly "~value"?: () => T;
}

/**
 * Declares a resource. Its config comes from `defineLocation`, or from `values` here.
 * @example
 * export const warehouse = resource({
 *   name: "warehouse",
 *   config: z.object({ url: z.string() }),
 *   create: ({ config }) => connect(config.url),
 *   dispose: (client) => client.close(),
 * });
 */
export function resource<T, const Name extends string, C extends z.ZodType = z.ZodUndefined>(options: {
  name: Name;
  config?: C;
  values?: WithEnv<NoInfer<z.input<C>>>;
  create(context: { config: z.output<C> }): T | Promise<T>;
  dispose?(value: NoInfer<T>): void | Promise<void>;
}): ResourceDef<T, Name> {
  assertName("resource", options.name);
  return define({ kind: "resource", ...options } as unknown as ResourceDef<T, Name>);
}

/** Values of resources by name, as a step's function receives them. */
export type Resources<R> = { readonly [K in keyof R]: R[K] extends ResourceDef<infer T> ? T : never };

/** Something whose run needs resources: its own and, for an asset, those of everything upstream. */
export interface Uses<R> {
  /** @internal */
  readonly "~uses"?: R;
}

/** Resources used by a definition, or by any of several definitions. */
export type UsedBy<D extends Uses<unknown>> = Exclude<D["~uses"], undefined>;

/**
 * Fakes for resources in a test, keyed by resource name, or by any name if the names aren't known. Members that the
 * test doesn't use can be omitted.
 */
export type ResourceOverrides<R> = unknown extends R
  ? Readonly<Record<string, unknown>>
  : [R] extends [never]
    ? Readonly<Record<string, never>>
    : { readonly [D in R as NameOf<D>]?: D extends ResourceDef<infer T> ? Fake<T> : never };
type Fake<T> = T extends (...args: never[]) => unknown ? T : Partial<T>;
type NameOf<D> = D extends ResourceDef<infer _T, infer Name> ? Name : never;
