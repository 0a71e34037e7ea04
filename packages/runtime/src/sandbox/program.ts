import { join } from "node:path";
import { type CommonJsScript, compileCommonJs } from "./commonjs-script";

/** Where V8's code cache of the runtime lies, once a worker has made it. */
export const CODE_CACHE = join(__dirname, "runtime.cache");

/** The runtime, which is built beside this file. */
export const compileRuntime = (): CommonJsScript => compileCommonJs(join(__dirname, "runtime.cjs"), CODE_CACHE);
