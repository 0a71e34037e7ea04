import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Copies the sandbox's program to where every sandbox can read it, whatever folder the platform is installed in. */
export async function placeRuntime(runtimeFile: string, dir: string): Promise<string> {
  const program = await readFile(runtimeFile).catch((cause) => {
    throw new Error(`The sandbox's program ${runtimeFile} is missing: npm run build -w @millrace/runtime`, { cause });
  });
  const hash = createHash("sha256").update(program).digest("hex").slice(0, 16);
  const file = join(dir, `runtime-${hash}.cjs`);
  const unfinished = `${file}.${process.pid}`;
  await mkdir(dir, { recursive: true });
  await writeFile(unfinished, program);
  await chmod(unfinished, 0o644);
  await rename(unfinished, file);
  return file;
}
