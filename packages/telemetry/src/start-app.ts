import { createLogger } from "./logger";
import { logUnhandledRejections } from "./unhandled-rejections";

/** A running app. */
export type App = { stop(): Promise<void> };

type AppOptions<Env> = {
  readonly name: string;
  /** Reads and checks the environment; throws with one line per problem. */
  readonly readEnv: (source: NodeJS.ProcessEnv) => Env;
  /** Wires and starts the app. */
  readonly compose: (env: Env) => Promise<App>;
  /** How long an orderly stop can take, in milliseconds; then the process exits anyway. */
  readonly stopMsMax: (env: Env) => number;
};

/**
 * Sandboxes read a worker's files as another user, whatever umask the shell had. Files that hold secrets are created
 * with a narrower mode.
 */
const SHARED_UMASK = 0o022;

/**
 * Runs a backend app as this process: stops it in order on SIGINT and SIGTERM, and logs unhandled rejections, which then
 * end no process. If the app can't start, writes the reason and exits with 1.
 */
export async function startApp<Env>({ name, readEnv, compose, stopMsMax }: AppOptions<Env>): Promise<void> {
  process.umask(SHARED_UMASK);
  const log = createLogger({ name });
  logUnhandledRejections(log);
  try {
    const env = readEnv(process.env);
    const app = await compose(env);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(
        signal,
        () => void stopWithin(app, stopMsMax(env), (error) => log.error({ err: error }, "stop failed")),
      );
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function stopWithin(app: App, ms: number, onError: (error: unknown) => void): Promise<void> {
  setTimeout(() => {
    onError(new Error(`The app didn't stop within ${ms} ms.`));
    process.exit(1);
  }, ms).unref();
  try {
    await app.stop();
    process.exit(0);
  } catch (error) {
    onError(error);
    process.exit(1);
  }
}

/** Returns a function that calls `stop` the first time and then returns the same promise. */
export function stopOnce(stop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
