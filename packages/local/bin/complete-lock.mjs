// `npm install` omits from package-lock.json the optional platform packages that the registry in use doesn't have
// (company mirrors often carry one platform), and `npm ci` then rejects the lock. This script adds them, with the
// version from their parent and the platform from their name. Run it after every `npm install` that changed the lock.
import { readFileSync, writeFileSync } from "node:fs";
import { root } from "./lib/prepare.mjs";

const file = `${root}/package-lock.json`;
const lock = JSON.parse(readFileSync(file, "utf8"));
const OS = ["linux", "darwin", "win32", "android", "freebsd", "openbsd", "netbsd", "sunos", "aix", "openharmony"];
const CPU = ["x64", "arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

let added = 0;
for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue;
    const parts = name.replace("windows", "win32").split(/[-/]/);
    const os = OS.filter((part) => parts.includes(part));
    const cpu = CPU.filter((part) => parts.includes(part));
    const musl = parts.includes("musl") ? { libc: ["musl"] } : {};
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[^\d]*/, ""),
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(entry.dev ? { dev: true } : {}),
      ...musl,
      optional: true,
      ...(os.length > 0 ? { os } : {}),
    };
    added += 1;
    process.stdout.write(`${name} ${range}\n`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stderr.write(`${added} platform packages added\n`);

/** Returns true if a package at `path` finds `name` in the lock, searching upward as Node does. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (lock.packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}
