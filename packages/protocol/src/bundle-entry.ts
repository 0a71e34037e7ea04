import type { Manifest, SourceLocation } from "@millrace/core/manifest";

/**
 * What a bundle's entry, `main.cjs`, exports. The builder generates it, roughly:
 *
 * ```ts
 * import * as sdk from "@millrace/sdk/bundle";
 * export { sdk };
 * export const modules = {
 *   "src/orders.ts": () => require("./src/orders.ts"),
 *   "src/revenue.ts": () => require("./src/revenue.ts"),
 * };
 * ```
 *
 * Modules load lazily, so that an error at load is reported with the file that threw, and all of them together.
 * The source map's `sources` are relative to the project's root (as esbuild writes them when the outfile lies there), and
 * it has `sourcesContent`: errors and manifests name those paths.
 * `sdk` is the author's own copy: the platform's runtime speaks only this interface to it.
 */
export type BundleEntry = {
  readonly modules: Readonly<Record<string, () => Readonly<Record<string, unknown>>>>;
  readonly sdk: BundledSdk;
};

/** The part of the author's SDK copy that the runtime calls. */
export type BundledSdk = {
  readonly protocolVersion: number;
  readonly sdkVersion: string;
  /** Finds the definitions among the modules' exports; throws a `DomainError` that names both files of a duplicate. */
  collectDefinitions(modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>): unknown;
  /** Describes collected definitions as data; `locate` maps a definition's captured stack to the author's source. */
  toManifest(definitions: unknown, options?: { locate?: (stack: string) => SourceLocation | undefined }): Manifest;
};

/** Files of an unpacked bundle that the runtime knows by name. */
export const BUNDLE_FILES = { entry: "main.cjs", sourceMap: "main.cjs.map", codeCache: "main.cache" } as const;
