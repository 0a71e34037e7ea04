import { build } from "esbuild";
import { emitTypes, sourceOf } from "./emit-types";
import { type TarballFile, tarball } from "./tarball";

export type Library = {
  /** Folder in `packages/`. */
  readonly name: string;
  readonly description: string;
  /** Exported modules, by subpath. `index` is the root. */
  readonly entries: readonly string[];
  /** Folders of workspace packages that the author installs separately. */
  readonly peers: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
};

/** Returns a library as a tarball that needs only its listed dependencies. */
export async function libraryTarball(library: Library, version: string): Promise<Buffer> {
  const { name, entries, peers } = library;
  const bundled = await build({
    entryPoints: Object.fromEntries(entries.map((entry) => [entry, sourceOf(name, entry)])),
    outdir: "dist",
    bundle: true,
    write: false,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    legalComments: "none",
    external: [...Object.keys(library.dependencies), ...peers.map((peer) => `@millrace/${peer}`)],
  });
  const files: TarballFile[] = bundled.outputFiles.map((file) => ({
    path: `dist/${file.path.split("/dist/").at(-1)}`,
    content: Buffer.from(file.contents),
  }));
  for (const [path, text] of emitTypes(
    entries.map((entry) => sourceOf(name, entry)),
    new Set(peers),
  )) {
    files.push({ path, content: Buffer.from(text) });
  }
  return tarball([...files, manifestFile(library, version)]);
}

function manifestFile({ name, description, entries, peers, dependencies }: Library, version: string): TarballFile {
  const manifest = {
    name: `@millrace/${name}`,
    version,
    description,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    exports: Object.fromEntries(
      entries.map((entry) => [
        entry === "index" ? "." : `./${entry}`,
        { types: `./types/${name}/src/${entry}.d.ts`, default: `./dist/${entry}.js` },
      ]),
    ),
    dependencies,
    ...(peers.length > 0
      ? {
          peerDependencies: Object.fromEntries(peers.map((peer) => [`@millrace/${peer}`, "*"])),
          peerDependenciesMeta: Object.fromEntries(peers.map((peer) => [`@millrace/${peer}`, { optional: true }])),
        }
      : {}),
  };
  return { path: "package.json", content: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
}
