import { parentPort } from "node:worker_threads";
import { CHECKS, type CheckInput, type CheckName } from "./tasks";

export type ThreadRequest = { readonly name: CheckName; readonly input: unknown };
/** `ready` is sent once, when the program has loaded. */
export type ThreadResponse = { readonly result: unknown } | { readonly error: string } | "ready";

/** The program of the check thread: one request at a time, one response each. Bundled to a text by `npm run generate`. */
parentPort?.on("message", ({ name, input }: ThreadRequest) => {
  parentPort?.postMessage(respond(name, input));
});

parentPort?.postMessage("ready");

function respond<N extends CheckName>(name: N, input: unknown): Exclude<ThreadResponse, "ready"> {
  try {
    const check = CHECKS[name] as (input: CheckInput<N>) => unknown;
    return { result: check(input as CheckInput<N>) };
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
