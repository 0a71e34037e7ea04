import type { Scenario } from "../scenario";
import { channelScenarios } from "./channel";
import { daemonScenarios } from "./daemons";
import { databaseScenarios } from "./database";
import { installationScenarios } from "./installation";
import { operationScenarios } from "./operations";
import { redisScenarios } from "./redis";
import { sandboxScenarios } from "./sandboxes";
import { scratchScenarios } from "./scratch";
import { slackScenarios } from "./slack";
import { webScenarios } from "./web";
import { workerScenarios } from "./workers";

/** Every fault that is tried, in this order. */
export const SCENARIOS: readonly Scenario[] = [
  ...workerScenarios,
  ...daemonScenarios,
  ...databaseScenarios,
  ...redisScenarios,
  ...webScenarios,
  ...sandboxScenarios,
  ...channelScenarios,
  ...scratchScenarios,
  ...operationScenarios,
  ...slackScenarios,
  ...installationScenarios,
];
