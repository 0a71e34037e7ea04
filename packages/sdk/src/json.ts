/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The sentence for an output that JSON would change, or `never`. */
export type NotJson<T> = 0 extends 1 & T
  ? never
  : // biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing stores nothing
    T extends string | number | boolean | null | undefined | void
    ? never
    : T extends Date
      ? "Date is not JSON: return date.toISOString(), or set `io`"
      : T extends bigint
        ? "bigint is not JSON: return a string, or set `io`"
        : T extends (...args: never[]) => unknown
          ? "a function is not JSON"
          : T extends ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
            ? "Map and Set are not JSON: return an object or an array, or set `io`"
            : T extends readonly (infer E)[]
              ? NotJson<E>
              : T extends object
                ? { [K in keyof T]-?: NotJson<T[K]> }[keyof T]
                : never;

/** Rejects an output type that JSON would change; it never rewrites one. */
export type Storable<T> = [NotJson<T>] extends [never] ? unknown : { readonly "not storable": NotJson<T> };
