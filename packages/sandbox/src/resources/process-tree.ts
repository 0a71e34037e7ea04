import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The processes below `pid`, itself included. */
export async function processTree(pid: number): Promise<number[]> {
  if (process.platform !== "linux") return treeFromTable(pid, await processTable());
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(ignoreMissingProcess(""));
  const below = await Promise.all(
    children
      .split(" ")
      .filter(Boolean)
      .map((child) => processTree(Number(child))),
  );
  return [pid, ...below.flat()];
}

/** Resident memory of the processes below `pid` together, in bytes; pages that they share count once for each. */
export async function residentBytes(pid: number): Promise<number> {
  if (process.platform !== "linux") {
    const table = await processTable();
    const tree = new Set(treeFromTable(pid, table));
    return table.filter((row) => tree.has(row.pid)).reduce((sum, row) => sum + row.residentBytes, 0);
  }
  const sizes = await Promise.all((await processTree(pid)).map(residentBytesOf));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function residentBytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(ignoreMissingProcess(""));
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

/** A process that has ended since it was listed isn't an error. */
const ignoreMissingProcess =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === "ENOENT" || error.code === "ESRCH") return value;
    throw error;
  };

type ProcessRow = { readonly pid: number; readonly parent: number; readonly residentBytes: number };

async function processTable(): Promise<ProcessRow[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss="], { maxBuffer: 16 * 1024 * 1024 });
  return stdout.split("\n").flatMap((line) => {
    const [pid, parent, kibibytes] = line.trim().split(/\s+/).map(Number);
    return pid && parent !== undefined ? [{ pid, parent, residentBytes: (kibibytes ?? 0) * 1024 }] : [];
  });
}

function treeFromTable(pid: number, table: readonly ProcessRow[]): number[] {
  const children = table.filter((row) => row.parent === pid);
  return [pid, ...children.flatMap((child) => treeFromTable(child.pid, table))];
}
