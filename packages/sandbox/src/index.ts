export { type Broker, listenBroker } from "./broker/broker";
export { type AddressRule, addressRanges, isPublicAddress } from "./broker/egress/addresses";
export { type Dial, type EgressOptions, egress } from "./broker/egress/dial";
export type { BrokerSession, BrokerValues, ValueTarget } from "./broker/session";
export { ChannelError } from "./channel";
export { type Detection, type DetectOptions, detectLauncher } from "./detect-launcher";
export {
  KILLED_FOR,
  type Launcher,
  type LauncherName,
  type Sandbox,
  type SandboxExit,
  type SandboxLimits,
  type SandboxSpec,
} from "./launcher";
export { DEFAULT_SANDBOX_LIMITS } from "./limits";
export { type SandboxPool, type SandboxPoolOptions, sandboxPool, type Warm } from "./pool/sandbox-pool";
export { processLauncher } from "./process/process-launcher";
export { linkTree } from "./slots/link-tree";
export { removeTree } from "./slots/remove-tree";
export { occupiedBytes } from "./slots/scratch-usage";
export type { Slot } from "./slots/slot";
export { sweepSlots } from "./slots/sweep-slots";
