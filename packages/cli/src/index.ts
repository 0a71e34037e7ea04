export { createProgram } from "./program";
export { type AnyCommand, type GlobalOptions, runCommand } from "./run-command";
