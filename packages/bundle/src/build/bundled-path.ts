/**
 * Returns the path of an installed file in the bundle: below `node_modules/`, nested as installed. Linked package
 * stores (`.pnpm/<id>/node_modules/…`) are flattened, because bundles have no links.
 */
export function bundledPath(installedFile: string): string {
  const path = installedFile.replaceAll("\\", "/");
  const at = path.indexOf("/node_modules/");
  const inside = path.slice(at + "/node_modules/".length);
  const stored = /^\.(?:pnpm|store)\/.*?\/node_modules\//.exec(inside);
  return `node_modules/${stored ? inside.slice(stored[0].length) : inside}`;
}
