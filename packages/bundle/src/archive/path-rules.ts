import { DomainError, LIMITS } from "@millrace/core";

/** Refuses a path that could leave the folder, mean another file on another system, or hide what it is. */
export function assertSafePath(path: string): void {
  const refuse = (why: string): never => {
    throw new DomainError("invalid", "bundle_path_refused", `The bundle has the path ${JSON.stringify(path)}: ${why}`);
  };
  if (path === "") refuse("it is empty");
  if (path.includes("\0")) refuse("it has a NUL character");
  if (path.includes("\\")) refuse("it has a backslash");
  if (/^[A-Za-z]:/.test(path)) refuse("it starts with a drive letter");
  if (path.startsWith("/")) refuse("it is absolute");
  if ([...path].length > LIMITS.bundlePathCharsMax) {
    refuse(`it is longer than ${LIMITS.bundlePathCharsMax} characters (bundlePathCharsMax)`);
  }
  const segments = path.replace(/\/$/, "").split("/");
  if (segments.length > LIMITS.bundleDepthMax)
    refuse(`it is nested deeper than ${LIMITS.bundleDepthMax} levels (bundleDepthMax)`);
  if (segments.some((segment) => segment === "..")) refuse('it has ".."');
  if (segments.some((segment) => segment === "" || segment === ".")) refuse("it has an empty or '.' segment");
}

/** What two names that some file system takes for one have in common. */
export const foldedPath = (path: string): string =>
  path.replace(/\/$/, "").normalize("NFC").toLowerCase().toUpperCase().normalize("NFC");
