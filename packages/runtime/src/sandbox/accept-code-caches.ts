/**
 * Lets V8 accept code caches, and is therefore the first module to run. V8 accepts a cache only with the flags it was
 * created with: while the flag that sets the heap size is active, it rejects the caches of Node's own modules (8 ms),
 * of the runtime (4 ms), and of the bundle. The heap already has its size at this point.
 */

type V8 = { setFlagsFromString(flags: string): void };
type Bindings = { binding?(name: "v8"): V8 };

/**
 * Returns V8's bindings. `node:v8` loads Node's streams, which would be compiled without their cache (5 ms). The
 * binding below it, which Node keeps for older programs with a deprecation warning, loads nothing.
 */
function v8(): V8 {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    return (process as Bindings).binding?.("v8") ?? require("node:v8");
  } catch {
    // This version of Node doesn't have the binding.
    return require("node:v8");
  } finally {
    process.noDeprecation = noDeprecation;
  }
}

v8().setFlagsFromString("--max-old-space-size=0");
