import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));

const SDK_OF_WORKSPACE = ["@millrace/sdk", "@millrace/core", "@millrace/protocol", "zod"];

/** A code location in its own folder, with the SDK installed. */
export type ProjectFolder = {
  readonly dir: string;
  write(files: Record<string, string>): Promise<void>;
  remove(): Promise<void>;
};

/** @param modules packages of this repository to install; defaults to the SDK and its dependencies */
export async function createProjectFolder(
  files: Record<string, string>,
  modules: readonly string[] = SDK_OF_WORKSPACE,
): Promise<ProjectFolder> {
  const dir = await mkdtemp(join(tmpdir(), "millrace-cli-"));
  await mkdir(join(dir, "node_modules/@millrace"), { recursive: true });
  for (const name of modules) {
    await symlink(join(MODULES, name), join(dir, "node_modules", name));
  }
  const write = async (wanted: Record<string, string>) => {
    for (const [path, text] of Object.entries(wanted)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
    }
  };
  await write(files);
  return { dir, write, remove: () => rm(dir, { recursive: true, force: true }) };
}

export const CONFIG = `import { defineConfig } from "@millrace/sdk/config";
export default defineConfig({ location: "sales" });
`;

export const ORDERS = `import { asset, assetJob } from "@millrace/sdk";
export const orders = asset("orders", { group: "raw" }, () => [1, 2, 3]);
export const total = asset("total", { deps: { orders } }, ({ inputs }) => inputs.orders.length);
export const nightly = assetJob("nightly", { select: "*" });
`;
