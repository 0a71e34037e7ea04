import { lstatSync, readlinkSync } from "node:fs";

/** Top-level folders of programs and libraries: the only ones of the host that are seen inside. */
const SYSTEM_FOLDERS = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin"];

/** Public host files that programs expect: how libraries are found, and who signs certificates. */
const SYSTEM_FILES = ["/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl/certs", "/etc/pki/tls/certs"];

/** bwrap arguments for a read-only root of nothing but programs, libraries and a few public files. */
export function rootFileSystem(): string[] {
  return [...SYSTEM_FOLDERS.flatMap(bindOrLink), ...SYSTEM_FILES.flatMap((path) => ["--ro-bind-try", path, path])];
}

/** On merged-/usr systems `/bin`, `/lib` … are links into `/usr`, and are made as such. */
function bindOrLink(path: string): string[] {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  return stats.isSymbolicLink() ? ["--symlink", readlinkSync(path), path] : ["--ro-bind", path, path];
}
