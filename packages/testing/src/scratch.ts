import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder: string | undefined;

/** Returns a folder for files of values, removed when the process exits. */
export function scratchDir(): string {
  if (folder === undefined) {
    const created = mkdtempSync(join(tmpdir(), "millrace-testing-"));
    process.once("exit", () => rmSync(created, { recursive: true, force: true }));
    folder = created;
  }
  return folder;
}
