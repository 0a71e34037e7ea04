import type { z } from "zod";

/** A missing or invalid environment. The message has one line per variable. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

type Source = Readonly<Record<string, unknown>>;

/**
 * Reads an app's environment through its schema. An empty variable counts as unset.
 * @throws EnvironmentError with one line per variable that is missing or invalid
 */
export function readEnvironment<S extends z.ZodType>(schema: S, source: Source): z.output<S> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = issue.path.join("_").toUpperCase();
    return given[name] === undefined && issue.code === "invalid_type"
      ? `${name} is missing`
      : `${name} ${issue.message}`;
  });
  throw new EnvironmentError(`${lines.join("\n")}\nSee docs/configuration.md.`);
}
