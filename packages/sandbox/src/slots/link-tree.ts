import { link, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Makes the files of `from` appear below `to` by hard links: no byte is copied. Both must be on one file system and
 * `from` must never change, because a link shares the file itself.
 */
export async function linkTree(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const target = join(to, entry.name);
      if (!entry.isDirectory()) return link(join(from, entry.name), target);
      await mkdir(target, { mode: 0o755 });
      await linkTree(join(from, entry.name), target);
    }),
  );
}
