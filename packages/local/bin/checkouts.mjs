import { prepareDependencies } from "./lib/prepare.mjs";

prepareDependencies();
const { register: registerTypeScript } = await import("tsx/esm/api");
registerTypeScript();
await import("../src/checkouts.ts");
