/** Checks the environment as the server starts, rather than at the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") (await import("./server/check-environment")).checkEnvironment();
}
