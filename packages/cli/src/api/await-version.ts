import { VersionDetail } from "@millrace/protocol";
import type { CommandContext } from "../command-context";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";

/** Maximum seconds the server holds each request. It responds as soon as the load ends. */
const WAIT_SECONDS = 10;
const WAIT_MS_MAX = 5 * 60_000;

/** Waits until a pushed version has loaded. Throws its load error with the author's source. */
export async function awaitVersion(
  context: CommandContext,
  location: string,
  number: number,
  progress: (text: string) => void,
): Promise<VersionDetail> {
  const client = await context.client();
  const path = `${await context.deploymentPath()}/locations/${encodeURIComponent(location)}/versions/${number}`;
  const deadline = Date.now() + WAIT_MS_MAX;
  for (;;) {
    const version = await client.request(VersionDetail, "GET", path, { query: { wait: WAIT_SECONDS } });
    if (version.status === "READY") return version;
    if (version.status === "FAILED") throw loadError(version);
    if (Date.now() > deadline) {
      throw new CliError(EXIT.timeout, "load_timeout", `Version ${number} of ${location} is still ${version.status}`, {
        help: `Check its status with: millrace versions show ${number}. If it doesn't change, make sure a worker is running.`,
      });
    }
    progress(version.status === "UPLOADED" ? "waiting for a worker" : "loading");
  }
}

function loadError({ number, location, error }: VersionDetail): CliError {
  return new CliError(
    EXIT.failed,
    error?.code ?? "load_error",
    `Version ${number} of ${location} failed to load: ${error?.message ?? "unknown reason"}`,
    { source: error?.frame, help: "The active version hasn't changed. Fix the code and push again." },
  );
}
