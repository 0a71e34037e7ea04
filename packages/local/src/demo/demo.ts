import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { LocalError, lastLines } from "@millrace/embedded";
import type { Home } from "../home";
import type { Stack } from "../stack/stack";
import { type SeededOrganization, seedOrganization } from "./seed-organization";

/** Credentials of the demo organization. */
export type Demo = Omit<SeededOrganization, "token">;

/** Teams that the example names as owners. */
const TEAMS = [
  { slug: "ingest", name: "Ingest", channel: "#data-ingest" },
  { slug: "analytics", name: "Analytics", channel: "#data-analytics" },
] as const;

type Options = {
  readonly root: string;
  readonly home: Home;
  readonly say: (line: string) => void;
  /** Aborted when the user interrupts the start. */
  readonly signal: AbortSignal;
};

/**
 * Sets up the demo at the first start of an installation with its own database: creates the demo organization, pushes
 * the example with the real CLI and a real token, and materializes it. If that is interrupted or fails, the next start
 * resumes it. Later starts only read the credentials.
 *
 * @returns the credentials, or undefined for an external database (`DATABASE_URL`)
 */
export async function ensureDemo(stack: Stack, options: Options): Promise<Demo | undefined> {
  const file = join(options.home.dir, "demo.json");
  if (!existsSync(file) && process.env.DATABASE_URL) return undefined;
  const { token, ...demo } = existsSync(file) ? readDemo(file) : await seed(stack, options, file);
  if (token === undefined) return demo;
  try {
    await millrace(stack, options, token, ["push"]);
    await millrace(stack, options, token, ["materialize", "*"]);
    writeDemo(file, demo);
  } catch (error) {
    if (options.signal.aborted || !(error instanceof LocalError)) throw error;
    options.say(`${error.message} Everything else works. The next start will try again.`);
  }
  return demo;
}

async function seed(stack: Stack, { say }: Options, file: string): Promise<SeededOrganization> {
  say("first start: creating the demo organization…");
  const seeded = await seedOrganization({
    databaseUrl: stack.databaseUrl,
    publicUrl: stack.url,
    email: "demo@example.com",
    organization: { slug: "demo", name: "Demo" },
    teams: TEAMS,
  });
  writeDemo(file, seeded);
  return seeded;
}

/** The file has the token until the example has run. */
const readDemo = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Demo & { readonly token?: string };
const writeDemo = (file: string, demo: Demo) => writeFileSync(file, JSON.stringify(demo, null, 2), { mode: 0o600 });

/** Runs the real CLI in the example's folder, with only the server's URL and a token. */
function millrace(stack: Stack, { root, home, say, signal }: Options, token: string, args: string[]): Promise<void> {
  say(`examples/flights $ millrace ${args.join(" ")}`);
  const child = spawn(process.execPath, [join(root, "packages/cli/dist/millrace.mjs"), ...args], {
    cwd: join(root, "examples/flights"),
    env: {
      PATH: process.env.PATH ?? "",
      HOME: home.dir,
      MILLRACE_URL: stack.url,
      MILLRACE_TOKEN: token,
      NO_COLOR: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => say(`  ${line}`));
  }
  const output = lastLines(child, 3);
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => reject(new LocalError(`Couldn't run the example: ${cause.message}.`, { cause })));
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new LocalError(
            `Couldn't run the example: millrace ${args[0]} exited with ${code}. Its output ended with: ${output().join(" | ")}.`,
          ),
        );
    });
  });
}
