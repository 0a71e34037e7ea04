/**
 * Returns the source of the bundle's entry: a lazy loader per module, and the author's copy of the SDK. See
 * `BundleEntry`.
 */
export function entrySource(modules: readonly string[]): string {
  const loaders = modules.map((file) => `  ${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)}),`);
  return [
    'import * as sdk from "@millrace/sdk/bundle";',
    "export { sdk };",
    `export const modules = {\n${loaders.join("\n")}\n};`,
    "",
  ].join("\n");
}
