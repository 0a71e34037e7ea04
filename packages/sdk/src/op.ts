import type { z } from "zod";
import { type Common, checkCommon } from "./common";
import type { RunContext } from "./context";
import { assertName, define, definitionError } from "./definition";
import type { Storable } from "./json";
import type { ResourceDef, Resources, Uses } from "./resource";

/** Settings of an op: typed where it is declared, of any type where the runtime reads them. */
export interface OpSettings<IS = z.ZodType, R = Readonly<Record<string, ResourceDef<unknown>>>> extends Common {
  /** Input schema, validated when the step runs. */
  readonly input?: IS;
  /** Resources used by the function, keyed by their name in `resources`. */
  readonly resources?: R;
}

/** A unit of work for job graphs. */
export interface OpDef<I, O, R = unknown> extends Uses<R> {
  readonly kind: "op";
  readonly name: string;
  readonly settings: OpSettings;
  /** Function of the op. */
  readonly run: (context: never) => unknown;
  /** @internal */
  readonly "~input"?: (input: I) => I;
  /** @internal */
  readonly "~output"?: () => O;
}

/** An op of any input and output. */
// biome-ignore lint/suspicious/noExplicitAny: any op
export type AnyOp = OpDef<any, any, any>;

/** Context passed to an op's function. */
export interface OpContext<IS extends z.ZodType, R> extends RunContext {
  /** The validated input. */
  readonly input: z.output<IS>;
  readonly resources: Resources<R>;
}

/**
 * Declares an op.
 * @example
 * const listFiles = op("list_files", { input: z.object({ prefix: z.string() }) }, ({ input }) => list(input.prefix));
 */
export function op<
  O,
  IS extends z.ZodType = z.ZodUndefined,
  // biome-ignore lint/suspicious/noExplicitAny: any resource
  // biome-ignore lint/complexity/noBannedTypes: no resources
  R extends Readonly<Record<string, ResourceDef<any>>> = {},
>(
  name: string,
  options: OpSettings<IS, R>,
  run: ((context: OpContext<IS, R>) => O | Promise<O>) & Storable<NoInfer<O>, "">,
): OpDef<z.input<IS>, O, R[keyof R]> {
  assertName("op", name);
  checkCommon(`op "${name}"`, options);
  if (typeof run !== "function") throw definitionError(`op "${name}": the third argument must be its function`);
  return define({ kind: "op", name, settings: options as OpSettings, run: run as never });
}
