/** The author's side of the package, which needs esbuild. The platform's side, `@millrace/bundle`, doesn't load it. */
export { type BuiltBundle, buildBundle } from "./build/build-bundle";
export { BuildError, type BuildProblem } from "./build/build-error";
export { type BundledModules, type BundleOptions, bundleModules } from "./build/bundle-modules";
export { type Bundler, createBundler } from "./build/create-bundler";
export { findDataFiles, findModules } from "./build/find-modules";
