import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

const START = "start.cjs";
const COMPILE = "compile.cjs";
const FILES = [START, "runtime.cjs", COMPILE];

/**
 * Copies the sandbox's program to where every sandbox can read it, whatever folder the platform is installed in, and
 * compiles it for the Node that sandboxes run.
 * @returns the file that sandboxes start
 */
export async function placeRuntime(options: {
  readonly builtDir: string;
  readonly dir: string;
  readonly nodeFile: string;
}): Promise<string> {
  const program = await readProgram(options.builtDir);
  const hash = createHash("sha256");
  for (const { content } of program) hash.update(content);
  const placed = join(options.dir, `runtime-${hash.digest("hex").slice(0, 16)}-${process.version}`);
  if (await exists(placed)) return join(placed, START);

  const unfinished = `${placed}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  for (const { name, content } of program) await writeFile(join(unfinished, name), content, { mode: 0o644 });
  // The sandboxes' Node has no flags: a cache that is made under flags would be refused.
  await execute(options.nodeFile, [join(unfinished, COMPILE)], { env: {} });
  await chmod(unfinished, 0o755);
  await rename(unfinished, placed).catch(async (error) => {
    // Another worker was faster.
    await rm(unfinished, { recursive: true });
    if (!(await exists(placed))) throw error;
  });
  return join(placed, START);
}

async function readProgram(builtDir: string): Promise<readonly { name: string; content: Buffer }[]> {
  try {
    return await Promise.all(FILES.map(async (name) => ({ name, content: await readFile(join(builtDir, name)) })));
  } catch (cause) {
    throw new Error(`The sandbox's program is missing in ${builtDir}: npm run build -w @millrace/runtime`, { cause });
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
