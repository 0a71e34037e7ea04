/** A value that JSON can represent. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

type OrSetIo = ", or set `io`";

/**
 * Depth to which recursive interfaces, such as trees, are checked at compile time. At run time, every value is checked.
 */
type DepthMax = 10;

/**
 * The message for a value that JSON would change, or `never`. The runtime uses the same messages and adds the path.
 * `Verb` is the action on the value; `Io` is empty where only JSON can be stored.
 */
export type NotJson<
  T,
  Verb extends string = "return",
  Io extends string = OrSetIo,
  Depth extends 0[] = [],
> = 0 extends 1 & T
  ? never
  : Depth["length"] extends DepthMax
    ? never
    : // biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing stores nothing
      T extends Json | undefined | void
      ? never
      : T extends Date
        ? `Date is not JSON: ${Verb} date.toISOString()${Io}`
        : T extends bigint
          ? `bigint is not JSON: ${Verb} a string${Io}`
          : T extends symbol
            ? `a symbol is not JSON: ${Verb} its description${Io}`
            : T extends (...args: never[]) => unknown
              ? `a function is not JSON: ${Verb} its result${Io}`
              : NotJsonObject<T, Verb, Io, [...Depth, 0]>;

type NotJsonObject<T, Verb extends string, Io extends string, Depth extends 0[]> = T extends
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  ? `Map and Set are not JSON: ${Verb} an object or an array${Io}`
  : T extends ArrayBufferView | ArrayBuffer
    ? `bytes are not JSON: ${Verb} base64 text${Io extends "" ? "" : ", or set `io: io.bytes()`"}`
    : T extends readonly (infer E)[]
      ? NotJson<E, Verb, Io, Depth>
      : T extends Iterable<unknown> | AsyncIterable<unknown>
        ? `an iterable is not JSON: ${Verb} an array${Io}`
        : T extends object
          ? { [K in keyof T]-?: NotJson<T[K], Verb, Io, Depth> }[keyof T]
          : never;

type IsNotJson<T, Io extends string> = [NotJson<T, "return", Io>] extends [never] ? false : true;

/**
 * Rejects an output type that JSON would change; it never rewrites one. `any` passes, so that an expression with a type
 * error shows only that error. Types that depend on a type parameter, as in a function that creates assets, pass too
 * and are checked at run time: TypeScript requires both branches of a condition to match there unless it can rule out
 * the true one, so the rejection is the true branch.
 */
export type Storable<T, Io extends string = OrSetIo> = 0 extends 1 & T
  ? unknown
  : true extends IsNotJson<T, Io>
    ? { readonly "not storable": NotJson<T, "return", Io> }
    : unknown;
