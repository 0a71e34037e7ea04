import { prepare } from "./lib/prepare.mjs";

prepare();
const { register: registerTypeScript } = await import("tsx/esm/api");
registerTypeScript();
await import("../../faults/src/main.ts");
