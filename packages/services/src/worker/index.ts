export { executeRun } from "./execute-run";
export { type HeartbeatLoop, heartbeats, type LeaseKeeper } from "./heartbeats";
export { type LoadBundleDeps, loadBundle } from "./load-bundle";
export type {
  BundleRef,
  Bundles,
  ByteChannel,
  ExecuteRunDeps,
  ExecutionInput,
  RunSandbox,
  RunSandboxes,
  SandboxEnd,
  SandboxSession,
  SandboxSettings,
} from "./ports";
