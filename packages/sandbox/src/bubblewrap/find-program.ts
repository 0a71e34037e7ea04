import { accessSync, constants } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["/usr/local/bin", "/usr/bin", "/bin"];

/** The path of an installed program, looked for where systems install them and not along the caller's PATH. */
export const findProgram = (name: string): string | undefined =>
  FOLDERS.map((folder) => join(folder, name)).find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
