import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { CLI_DEPENDENCIES, CLI_DIR } from "./bundle-cli";
import { type Library, libraryTarball } from "./library-tarball";
import { type TarballFile, tarball } from "./tarball";

/** Output folder of the tarballs that the server offers. */
const PACKAGES_DIR = fileURLToPath(new URL("../dist/packages", import.meta.url));

/** Returns the libraries that authors install, at the versions of this repository. */
export async function publishedLibraries(): Promise<Library[]> {
  const zod = await installedVersions(["zod"]);
  const builders = await installedVersions(CLI_DEPENDENCIES);
  return [
    {
      name: "sdk",
      description: "Write data pipelines for Millrace in TypeScript",
      entries: ["index", "bundle", "config", "tables"],
      peers: [],
      dependencies: {
        ...zod,
        ...(await installedVersions(["hyparquet", "hyparquet-compressors", "hyparquet-writer"])),
      },
    },
    {
      name: "testing",
      description: "Test Millrace pipelines without a server",
      entries: ["index"],
      peers: ["sdk"],
      dependencies: { ...zod, ...builders },
    },
  ];
}

/** Writes the tarballs of the CLI, the SDK, and the test kit. */
export async function buildPackages(version: string): Promise<void> {
  await mkdir(PACKAGES_DIR, { recursive: true });
  const manifest = {
    name: "millrace",
    version,
    description: "The Millrace CLI",
    type: "module",
    engines: { node: ">=20.19" },
    bin: { millrace: "./dist/millrace.mjs" },
    dependencies: await installedVersions(CLI_DEPENDENCIES),
  };
  await write(
    "millrace.tgz",
    await tarball([
      ...(await filesBelow(CLI_DIR, "dist")),
      { path: "package.json", content: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    ]),
  );
  for (const library of await publishedLibraries()) {
    await write(`millrace-${library.name}.tgz`, await libraryTarball(library, version));
  }
}

/** Returns dependencies at exactly the versions this repository uses. */
async function installedVersions(names: readonly string[]): Promise<Record<string, string>> {
  const entries = names.map(async (name) => {
    const file = fileURLToPath(new URL(`../../../node_modules/${name}/package.json`, import.meta.url));
    return [name, (JSON.parse(await readFile(file, "utf8")) as { version: string }).version] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function filesBelow(dir: string, prefix: string): Promise<TarballFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({
      path: `${prefix}/${relative(dir, file).split(sep).join("/")}`,
      content: await readFile(file),
    })),
  );
}

/** Writes a file atomically. */
async function write(name: string, content: Buffer): Promise<void> {
  const file = join(PACKAGES_DIR, name);
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}
