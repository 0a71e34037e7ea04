export { type Background, createBackground } from "./background";
export { type Clock, systemClock } from "./clock";
export { type IdentityDeps, type IdentityUseCases, identityUseCases } from "./identity-use-cases";
export { takeAttempts } from "./rate-limiter";
export { type Actor, type Scope, SYSTEM_ACTOR } from "./scope";
