export { executeRun } from "./execute-run";
export { type HeartbeatLoop, heartbeats, type LeaseKeeper } from "./heartbeats";
export { type LoadBundleDeps, loadBundle } from "./load-bundle";
export type {
  BundleRef,
  Bundles,
  ByteChannel,
  ExecuteRunDeps,
  RunSandbox,
  RunSandboxes,
  SandboxEnd,
  SandboxSession,
} from "./ports";
