import { definitionError } from "./definition";

/** Reference to a variable, resolved in the sandbox when the resource is created. */
export interface EnvRef<T> {
  readonly kind: "env";
  readonly name: string;
  readonly type: "string" | "int" | "float" | "bool" | "json";
  readonly optional: boolean;
  readonly fallback?: T;
}

interface EnvOptions<T> {
  /** Allows the variable to be missing. The value is then `default`, or undefined. */
  readonly optional?: boolean;
  readonly default?: T;
}

function reference<T>(type: EnvRef<T>["type"], name: string, options: EnvOptions<T> = {}): EnvRef<T> {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw definitionError(
      `env(${JSON.stringify(name)}): variable names can contain letters, digits, and "_" and can't start with a digit`,
    );
  const optional = options.optional ?? options.default !== undefined;
  return { kind: "env", name, type, optional, ...(options.default === undefined ? {} : { fallback: options.default }) };
}

/**
 * References a variable or secret of the code location in a resource's values.
 * @example
 * defineLocation({ resources: { warehouse: { url: env("PG_URL"), maxConns: env.int("PG_MAX", { default: 5 }) } } });
 */
export const env = Object.assign(
  (name: string, options?: EnvOptions<string>): EnvRef<string> => reference("string", name, options),
  {
    /** An integer. */
    int: (name: string, options?: EnvOptions<number>): EnvRef<number> => reference("int", name, options),
    /** A number. */
    float: (name: string, options?: EnvOptions<number>): EnvRef<number> => reference("float", name, options),
    /** `true`, `1`, `yes` or `false`, `0`, `no`. */
    bool: (name: string, options?: EnvOptions<boolean>): EnvRef<boolean> => reference("bool", name, options),
    /** JSON. The resource's schema validates the value. */
    // biome-ignore lint/suspicious/noExplicitAny: the resource's schema checks what the variable holds
    json: (name: string, options?: EnvOptions<unknown>): EnvRef<any> => reference("json", name, options),
  },
);

/** A value in which any part can be an {@link EnvRef}. */
export type WithEnv<T> =
  | T
  | EnvRef<NonNullable<T>>
  | (T extends object ? { readonly [K in keyof T]: WithEnv<T[K]> } : never);

/** Returns true if the value is a reference to a variable. */
export function isEnvRef(value: unknown): value is EnvRef<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { kind?: unknown }).kind === "env" &&
    "name" in value &&
    "optional" in value
  );
}

/** Returns every variable that a value references. */
export function envRefs(value: unknown): EnvRef<unknown>[] {
  if (isEnvRef(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(envRefs);
}
