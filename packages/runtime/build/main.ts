import { fileURLToPath } from "node:url";
import { buildRuntime } from "./build-runtime";

await buildRuntime(process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url)));
