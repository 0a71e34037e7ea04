import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canTraverse, LocalError, postgresAccount } from "@millrace/embedded";

const FREE_BYTES_MIN = 1024 ** 3;

/** Folder of a local installation: database, objects, logs, secrets. */
export type Home = { readonly dir: string; readonly secrets: Secrets };

/** Created at the first start, readable only by the owner. */
export type Secrets = { readonly secret: string; readonly encryptionKeys: string; readonly slackSigningSecret: string };

/**
 * Opens (or creates) the home folder: `MILLRACE_HOME`, otherwise `.millrace` in the project, or a folder under
 * `/var/lib` if PostgreSQL's account can't reach that.
 *
 * @throws {LocalError} if less than 1 GiB of disk space is free
 */
export function openHome(projectDir: string): Home {
  const dir = process.env.MILLRACE_HOME ?? defaultDir(projectDir);
  mkdirSync(dir, { recursive: true });
  if (postgresAccount()) chmodSync(dir, 0o711); // lets PostgreSQL's account traverse the folder; only its owner can list it
  const stat = statfsSync(dir);
  const freeBytes = stat.bavail * stat.bsize;
  if (freeBytes < FREE_BYTES_MIN) {
    throw new LocalError(
      `Only ${Math.floor(freeBytes / 1024 ** 2)} MiB free on the disk for ${dir}; Millrace needs 1 GiB. Free up space or set MILLRACE_HOME to another disk.`,
    );
  }
  return { dir, secrets: openSecrets(join(dir, "secrets.json")) };
}

function defaultDir(projectDir: string): string {
  const account = postgresAccount();
  if (!account || canTraverse(projectDir, account)) return join(projectDir, ".millrace");
  return join("/var/lib/millrace", createHash("sha256").update(projectDir).digest("hex").slice(0, 12));
}

function openSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  const secrets: Secrets = {
    secret: randomBytes(32).toString("base64url"),
    encryptionKeys: `local:${randomBytes(32).toString("base64")}`,
    slackSigningSecret: randomBytes(16).toString("hex"),
  };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
