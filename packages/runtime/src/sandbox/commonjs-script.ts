import { isAscii } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { constants, Script } from "node:vm";

/** A CommonJS file that is compiled but hasn't run. */
export type CommonJsScript = {
  /** Runs the file and returns its exports. */
  run(): Record<string, unknown>;
  /** Returns V8's cache of the code compiled so far, including functions that have run. */
  codeCache(): Buffer;
  /** False without a cache, or if it was created by another V8 or with other flags. */
  readonly codeCacheAccepted: boolean;
};

/** Compiles a CommonJS file, from the code cache in `cacheFile` if V8 accepts it. */
export function compileCommonJs(filename: string, cacheFile: string): CommonJsScript {
  const cachedData = readIfThere(cacheFile);
  const script = new Script(readWrapped(filename), {
    filename,
    ...(cachedData ? { cachedData } : {}),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return {
    run() {
      const module = { exports: {} };
      script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
      return module.exports;
    },
    codeCache: () => script.createCachedData(),
    codeCacheAccepted: cachedData !== undefined && script.cachedDataRejected !== true,
  };
}

const HEAD = Buffer.from("(function (exports, require, module, __filename, __dirname) {");
const FOOT = Buffer.from("\n})");

/**
 * Returns the file wrapped as a function, decoded in one piece. Concatenating strings afterward would copy it once
 * more.
 */
function readWrapped(filename: string): string {
  const bytes = Buffer.concat([HEAD, readFileSync(filename), FOOT]);
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
