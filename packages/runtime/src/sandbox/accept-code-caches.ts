/**
 * Lets V8 take code caches, and therefore is the first module that runs. V8 takes a cache only under the flags that it was
 * made under: while the flag stands that gave the heap its size, the caches of Node's own modules (8 ms), of the runtime
 * (4 ms) and of the bundle are all refused. The heap has its size by now.
 */

type V8 = { setFlagsFromString(flags: string): void };
type Bindings = { binding?(name: "v8"): V8 };

/**
 * `node:v8` loads Node's streams with it, which would be compiled without their cache (5 ms). The binding below it, which
 * Node keeps for older programs and warns of, loads nothing.
 */
function v8(): V8 {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    return (process as Bindings).binding?.("v8") ?? require("node:v8");
  } catch {
    // A Node that has no such binding any more.
    return require("node:v8");
  } finally {
    process.noDeprecation = noDeprecation;
  }
}

v8().setFlagsFromString("--max-old-space-size=0");
