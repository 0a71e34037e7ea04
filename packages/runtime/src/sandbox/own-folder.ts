import { mkdtempSync } from "node:fs";
import { join } from "node:path";

/** Creates a folder for files of this run. */
export const ownFolder = (tempDir: string): string => mkdtempSync(join(tempDir, "millrace-"));
