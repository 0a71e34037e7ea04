export * from "./run-lifecycle";
export * from "./run-record";
