import { tmpdir } from "node:os";
import type { WorkerToRuntime } from "@millrace/protocol";
import { PROTOCOL_VERSION } from "@millrace/protocol";
import { blamedStep } from "../run/step-scope";
import { runAssignment } from "./assignments";
import { captureOutput } from "./capture-output";
import { Channel } from "./channel";
import { readLines } from "./lines";
import { workerPools } from "./pools";

const CONTROL_FD = 3;

/** The main program of a sandbox: reports that it is ready, receives one assignment, runs it, and exits. */
function main(): void {
  const exit = process.exit.bind(process);
  const channel = new Channel(CONTROL_FD, () => exit(1));
  const pools = workerPools((message) => channel.send(message));
  let canceled: string | undefined;
  let cancel = (reason: string): void => {
    canceled = reason;
  };

  const onMessage = (message: WorkerToRuntime): void => {
    if (message.type === "cancel") cancel(message.reason);
    else if (message.type === "poolGranted") pools.granted(message.step, message.pool, message.state);
    else if (message.type === "claim") claim(message);
  };
  const claim = (message: Extract<WorkerToRuntime, { type: "claim" }>): void => {
    const handle = runAssignment(message, channel, pools, tmpdir());
    cancel = handle.cancel;
    if (canceled !== undefined) handle.cancel(canceled);
    handle.done
      .then(() => channel.close())
      .then(
        () => exit(0),
        (error) => {
          process.stderr.write(`${String(error)}\n`);
          exit(70);
        },
      );
  };

  captureOutput(channel);
  forbidProcessExit();
  process.on("uncaughtException", (error) => crash(error));
  process.on("unhandledRejection", (error) => crash(error));
  readLines(
    process.stdin,
    (line) => onMessage(JSON.parse(line) as WorkerToRuntime),
    () => exit(0),
  );
  channel.send({ type: "ready", protocol: PROTOCOL_VERSION, runtime: `node ${process.version}` });
}

/** Handles an uncaught error: fails the step whose code was running, or only reports it outside steps. */
function crash(error: unknown): void {
  const scope = blamedStep();
  if (scope) scope.crash(error);
  else process.stderr.write(`uncaught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

/** Makes author code that calls `process.exit` fail its step, so that the run's events aren't lost. */
function forbidProcessExit(): void {
  process.exit = (code?: string | number | null): never => {
    throw new Error(`process.exit(${code ?? ""}) was called. Return or throw an error instead.`);
  };
}

main();
