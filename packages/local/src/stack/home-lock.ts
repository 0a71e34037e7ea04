import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { LocalError } from "@millrace/embedded";
import { z } from "zod";

const Lock = z.object({ port: z.int(), url: z.string() });

/**
 * Makes this process the only one that runs on the home folder `dir` until it exits, because two would compete for the
 * database. The holder listens on a port named in the lock file and answers with its folder. The lock of a killed
 * process therefore never blocks a start, even if its port or process ID is in use again.
 *
 * @param url URL of the holder's dashboard, for the message to the second process
 * @throws {LocalError} if another process runs on `dir`
 */
export async function lockHome(dir: string, url: string): Promise<void> {
  const file = join(dir, "running.json");
  const holder = readLock(file);
  if (holder && (await answerOf(holder.port)) === dir)
    throw new LocalError(
      `Millrace is already running at ${holder.url}. Stop it first, or use a separate data directory: MILLRACE_HOME=<folder> npm start`,
    );
  const server = createServer((socket) => void socket.end(dir));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref(); // the lock ends with the process
  writeFileSync(file, JSON.stringify({ port: (server.address() as AddressInfo).port, url }));
}

/** Returns the content of the lock file, or undefined if there is none or its writer was interrupted. */
function readLock(file: string): z.infer<typeof Lock> | undefined {
  try {
    return Lock.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Returns the first data sent by a listener on `port` of the loopback interface. Empty if there is no listener. */
function answerOf(port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1");
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => undefined); // connection refused: `close` follows, with an empty answer
    socket.on("close", () => resolve(answer));
  });
}
