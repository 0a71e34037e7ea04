import { isAscii } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { constants, Script } from "node:vm";

/** A CommonJS file that is compiled and has not run. */
export type CommonJsScript = {
  /** Runs the file and answers what it exports. */
  run(): Record<string, unknown>;
  /** V8's cache of what is compiled by now: functions that have run included. */
  codeCache(): Buffer;
  /** False without a cache, and for one that another V8 made or that was made under other flags. */
  readonly codeCacheAccepted: boolean;
};

/** Compiles a CommonJS file, from the code cache in `cacheFile` when there is one that V8 accepts. */
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

/** The file as a function, decoded in one piece: a string that is put together afterwards is copied once more. */
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
