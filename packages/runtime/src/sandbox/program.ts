import { join } from "node:path";
import { type CommonJsScript, compileCommonJs } from "./commonjs-script";

/** Path of V8's code cache of the runtime, once a worker has created it. */
export const CODE_CACHE = join(__dirname, "runtime.cache");

/** Compiles the runtime, which is built next to this file. */
export const compileRuntime = (): CommonJsScript => compileCommonJs(join(__dirname, "runtime.cjs"), CODE_CACHE);
