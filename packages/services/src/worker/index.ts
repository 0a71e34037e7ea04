export { executeRun } from "./execute-run";
export { type HeartbeatLoop, heartbeats } from "./heartbeats";
export type {
  BundleRef,
  Bundles,
  ExecuteRunDeps,
  ExecutionInput,
  RunSandbox,
  RunSandboxes,
  SandboxEnd,
  SandboxSession,
  SandboxSettings,
} from "./ports";
