import { EXIT } from "./errors/exit-codes";
import { createProgram } from "./program/program";
import { reportUsage } from "./program/report-usage";

declare const MILLRACE_CLI_VERSION: string;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `error[node_too_old]: Millrace needs Node 20.19 or newer; this is ${process.versions.node}\nhelp: Install a current version from https://nodejs.org, or run: nvm install 22\n`,
  );
  process.exit(EXIT.usage);
}

// Output that is closed early (`millrace runs ls | head`) is not a failure, and there is no one left to report to.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(EXIT.ok);
  });
}

const program = createProgram(MILLRACE_CLI_VERSION, (code) => {
  process.exitCode = code;
});
reportUsage(program);
await program.parseAsync();
