import { packBundle } from "@millrace/bundle";

export type TarballFile = { readonly path: string; readonly content: Buffer };

/** Packs files into an npm package: everything below `package/`, with the same bytes for the same files. */
export async function tarball(files: readonly TarballFile[]): Promise<Buffer> {
  const { archive } = await packBundle(files.map(({ path, content }) => ({ path: `package/${path}`, content })));
  return archive;
}
