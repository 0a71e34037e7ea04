import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Returns the server this copy was installed from (`npx https://…/packages/millrace.tgz`), which is most likely the one
 * to use. Undefined for any other installation.
 */
export function installOrigin(ownFile: string): string | undefined {
  const modules = ownFile.lastIndexOf(`${join("/", "node_modules")}/`);
  if (modules < 0) return undefined;
  const lock = join(ownFile.slice(0, modules), "node_modules", ".package-lock.json");
  if (!existsSync(lock)) return undefined;
  const { packages } = JSON.parse(readFileSync(lock, "utf8")) as { packages?: Record<string, { resolved?: string }> };
  const resolved = packages?.["node_modules/millrace"]?.resolved;
  const match = /^(https?:\/\/[^/]+)\/packages\/millrace\.tgz/.exec(resolved ?? "");
  return match?.[1];
}
