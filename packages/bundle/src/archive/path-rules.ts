import { DomainError, LIMITS } from "@millrace/core";

/** Throws if a path could leave the folder, differ between systems, or hide its target. */
export function assertSafePath(path: string): void {
  const reject = (why: string): never => {
    throw new DomainError("invalid", "bundle_path_invalid", `The bundle has the path ${JSON.stringify(path)}: ${why}`);
  };
  if (path === "") reject("it is empty");
  if (path.includes("\0")) reject("it has a NUL character");
  if (path.includes("\\")) reject("it has a backslash");
  if (/^[A-Za-z]:/.test(path)) reject("it starts with a drive letter");
  if (path.startsWith("/")) reject("it is absolute");
  if ([...path].length > LIMITS.bundlePathCharsMax) {
    reject(`it is longer than ${LIMITS.bundlePathCharsMax} characters (bundlePathCharsMax)`);
  }
  const segments = path.replace(/\/$/, "").split("/");
  if (segments.length > LIMITS.bundleDepthMax)
    reject(`it is nested deeper than ${LIMITS.bundleDepthMax} levels (bundleDepthMax)`);
  if (segments.some((segment) => segment === "..")) reject('it has ".."');
  if (segments.some((segment) => segment === "" || segment === ".")) reject("it has an empty or '.' segment");
}

/** Returns a path in a form that is equal for names that some file systems treat as one. */
export const foldedPath = (path: string): string =>
  path.replace(/\/$/, "").normalize("NFC").toLowerCase().toUpperCase().normalize("NFC");
