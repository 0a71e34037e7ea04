/** Checks the environment as the server starts, rather than at the first request, and logs unhandled rejections. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  (await import("./server/check-environment")).checkEnvironment();
  (await import("./server/log-rejections")).logRejections();
}
