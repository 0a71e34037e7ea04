export { type SeededOrganization, type SeedOptions, seedOrganization } from "./demo/seed-organization";
export { type Home, openHome } from "./home";
export { type AppName, apps } from "./stack/apps";
export { build } from "./stack/build";
export { type Child, startChild, stopChild } from "./stack/child";
export { exitReason } from "./stack/exit-reason";
export { type Stack, type StackOptions, startStack } from "./stack/stack";
export type { Supervised } from "./stack/supervise";
export { untilReady } from "./stack/until-ready";
