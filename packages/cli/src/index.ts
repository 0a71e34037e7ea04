export { createProgram } from "./program/program";
export { type GlobalOptions, runCommand } from "./run-command";
