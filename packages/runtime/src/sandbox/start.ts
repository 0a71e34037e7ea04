import { setFlagsFromString } from "node:v8";
import { compileRuntime } from "./program";

// The heap has its size by now. V8 takes a code cache only under the flags that it was made under: while this one is
// set, the caches of Node's own modules (8 ms), of the runtime (4 ms) and of the bundle are all refused.
setFlagsFromString("--max-old-space-size=0");
compileRuntime().run();
