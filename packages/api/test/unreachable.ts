/** What is thrown when a request gets past the door to a use case. */
export class ReachedUseCase extends Error {
  override readonly name = "ReachedUseCase";
}

/**
 * Stands in for any use cases: every call throws {@link ReachedUseCase}, except for what `overrides` provides. A test of
 * the doors needs no wiring this way, and covers procedures and routes that didn't exist when it was written.
 */
export function unreachable<T>(overrides: Readonly<Record<string, unknown>> = {}): T {
  const target = () => {
    throw new ReachedUseCase("a use case was reached");
  };
  const proxy: unknown = new Proxy(target, {
    get: (_, name) => {
      if (name === "then" || typeof name === "symbol") return undefined;
      return overrides[name] ?? unreachable();
    },
  });
  return proxy as T;
}
