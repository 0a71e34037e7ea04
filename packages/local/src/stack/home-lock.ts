import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { LocalError } from "@millrace/embedded";
import { z } from "zod";

const Lock = z.object({ port: z.int(), url: z.string() });

/**
 * Makes this process the only one that runs on the home folder `dir`, for as long as it lives: two would take the
 * database from each other. The holder listens on a port that the lock file names and answers with its folder, so that
 * a lock that a killed process left behind holds nobody up, whoever has its port or its process id now.
 *
 * @param url where the holder's dashboard is, for the message to the second
 * @throws {LocalError} when another process runs on `dir`
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
  server.unref(); // ends with the process
  writeFileSync(file, JSON.stringify({ port: (server.address() as AddressInfo).port, url }));
}

/** What the lock file says; nothing when there is none, or when its writer was interrupted. */
function readLock(file: string): z.infer<typeof Lock> | undefined {
  try {
    return Lock.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** What somebody on `port` of the loopback interface says at once; empty when nobody listens. */
function answerOf(port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1");
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => undefined); // refused: `close` follows, with an empty answer
    socket.on("close", () => resolve(answer));
  });
}
