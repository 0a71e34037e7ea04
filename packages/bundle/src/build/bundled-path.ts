/**
 * Where an installed file stands in the bundle: below `node_modules/`, as nested as it was installed.
 * Stores of packages that are linked from there (`.pnpm/<id>/node_modules/…`) are flattened: bundles have no links.
 */
export function bundledPath(installedFile: string): string {
  const path = installedFile.replaceAll("\\", "/");
  const at = path.indexOf("/node_modules/");
  const inside = path.slice(at + "/node_modules/".length);
  const stored = /^\.(?:pnpm|store)\/.*?\/node_modules\//.exec(inside);
  return `node_modules/${stored ? inside.slice(stored[0].length) : inside}`;
}
