import { writeFileSync } from "node:fs";
import { CODE_CACHE, compileRuntime } from "./program";

/** The program that stores V8's code cache of the runtime beside it, for the Node that runs this. */
writeFileSync(CODE_CACHE, compileRuntime().codeCache(), { mode: 0o644 });
