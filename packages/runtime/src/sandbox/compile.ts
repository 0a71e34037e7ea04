import { writeFileSync } from "node:fs";
import { CODE_CACHE, compileRuntime } from "./program";

/** Stores V8's code cache of the runtime next to it, for the version of Node that runs this program. */
writeFileSync(CODE_CACHE, compileRuntime().codeCache(), { mode: 0o644 });
