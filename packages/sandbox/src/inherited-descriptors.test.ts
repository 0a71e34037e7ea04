import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MODULE = fileURLToPath(new URL("./inherited-descriptors.ts", import.meta.url));

/** What a worker does whose shell had files open: it starts a program, which lists its own descriptors. */
const WORKER = `
  import { spawn } from "node:child_process";
  import { pipesWithoutInherited } from ${JSON.stringify(MODULE)};
  const list = "require('fs').readdirSync('/proc/self/fd').map((fd) => { try { return require('fs').readlinkSync('/proc/self/fd/' + fd) } catch { return '' } }).join()";
  const child = spawn(process.execPath, ["-e", "console.log(" + list + ")"], { stdio: pipesWithoutInherited(4) });
  child.stdout.pipe(process.stdout);
`;

/** Node closes what it inherits only up to the first gap above 15. */
const SHELL = `exec 40</etc/hostname; exec "$@"`;

test.skipIf(process.platform !== "linux")(
  "a sandbox has no file that was open in the shell of its worker",
  async () => {
    const node = [process.execPath, "--import", "tsx", "--input-type=module", "-e", WORKER];
    const worker = spawn("/bin/bash", ["-c", SHELL, "shell", ...node], { stdio: ["ignore", "pipe", "inherit"] });
    const open = await text(worker.stdout);
    expect(open).toContain("/dev/null");
    expect(open).not.toContain("/etc/hostname");
  },
);
