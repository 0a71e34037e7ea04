/** What is thrown when a request gets past the door to a use case. */
export class ReachedUseCase extends Error {
  override readonly name = "ReachedUseCase";
}

/**
 * Stands for any use cases: whatever is called throws {@link ReachedUseCase}. So a test of the door needs no wiring,
 * and covers procedures and routes that did not exist when it was written.
 */
export function unreachable<T>(): T {
  const target = () => {
    throw new ReachedUseCase("a use case was reached");
  };
  const proxy: unknown = new Proxy(target, {
    get: (_, name) => (name === "then" || typeof name === "symbol" ? undefined : proxy),
  });
  return proxy as T;
}
