export { type SlackService, startSlackService } from "./composition";
export { type Env, readEnv } from "./env";
