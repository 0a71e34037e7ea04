export { type Daemon, startDaemon } from "./composition";
export { type Env, readEnv } from "./env";
