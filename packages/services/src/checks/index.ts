export { type Checker, type CheckOptions, createChecker } from "./checker";
