export { exited, lastLines } from "./child-process";
export { LocalError } from "./local-error";
export { canTraverse, postgresAccount } from "./native-postgres";
export { freePort, isPortFree } from "./ports";
export { type PostgresServer, startPostgres } from "./postgres";
export { type RedisServer, startRedis } from "./redis";
