export { startWorker, type WorkerApp } from "./composition";
export { type Env, readEnv } from "./env";
