/** Names that the environment of a sandbox can have too. */
const OF_EVERY_PROCESS =
  /^(?:PATH|HOME|USER|SHELL|PWD|TMPDIR|LANG|LC_\w+|TZ|TERM|COLORTERM|NODE_\w+|NO_COLOR|FORCE_COLOR|CI)$/;
const NAMES_SHOWN_MAX = 3;

/**
 * Loads code as the platform does: without the variables of the shell. An error says which ones the code read, because
 * a missing one is the usual cause.
 */
export function loadWithoutVariables<T>(load: () => T): T {
  const { env } = process;
  const missing = new Set<string>();
  const set = new Set<string>();
  const isHidden = (name: string | symbol): boolean => typeof name === "string" && !OF_EVERY_PROCESS.test(name);
  process.env = new Proxy(env, {
    get(target, name) {
      if (!isHidden(name)) return Reflect.get(target, name);
      if (set.has(name as string)) return Reflect.get(target, name);
      missing.add(name as string);
      return undefined;
    },
    has: (target, name) => (isHidden(name) ? set.has(name as string) : Reflect.has(target, name)),
    set(target, name, value) {
      set.add(String(name));
      return Reflect.set(target, name, value);
    },
  });
  try {
    return load();
  } catch (error) {
    if (error instanceof Error && missing.size > 0) error.message += hint([...missing].reverse());
    throw error;
  } finally {
    process.env = env;
  }
}

/** @param names the one that was read last comes first */
function hint(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN_MAX).map((name) => `process.env.${name}`);
  const more = names.length > shown.length ? `, and ${names.length - shown.length} more` : "";
  return `\nWhile it was loaded, the code read ${shown.join(", ")}${more}. Variables aren't in process.env: use env(${JSON.stringify(names[0])}) in the values of a resource.`;
}
