export {
  KILLED_FOR,
  type Sandbox,
  type SandboxBackend,
  type SandboxBackendName,
  type SandboxExit,
  type SandboxLimits,
} from "./backend";
export { type AddressRule, addressRanges } from "./broker/egress/addresses";
export { type Dial, type EgressOptions, egress } from "./broker/egress/dial";
export type { BrokerSession, BrokerValues, ValueTarget } from "./broker/session";
export { type Detection, type DetectOptions, detectBackend } from "./detect-backend";
export { DEFAULT_SANDBOX_LIMITS } from "./limits";
export { type SandboxPool, type SandboxPoolOptions, sandboxPool, type Taken } from "./pool/sandbox-pool";
export { folderBytes } from "./scratch/measure-folder";
export { removeTree } from "./slots/remove-tree";
