import type { RateLimiter } from "@millrace/core";
import type { AlertAdminStore, AlertStore } from "@millrace/core/alerts";
import type { Clock } from "../clock";
import type { Scope } from "../scope";
import { getWebhookSecret, removeDefaultDestination, setDefaultDestination } from "./default-destinations";
import { getDelivery, listDeliveries, sendTest } from "./deliveries";
import { acknowledgeIncident, getIncident, listIncidents, resolveIncident } from "./incidents";
import { createPolicy, deletePolicy, listPolicies, updatePolicy } from "./policies";
import { createSilence, endSilence } from "./silences";
import { disconnectSlack, getSlackStatus, type SlackSetup, setSlackChannel } from "./slack-connection";

export type AlertDeps = {
  readonly admin: AlertAdminStore;
  readonly alerts: AlertStore;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly rateLimiter: RateLimiter;
  readonly serverSecret: string;
  readonly setup: SlackSetup;
};

/** Incidents, deliveries, policies, silences, destinations, and the Slack connection, bound to their stores. */
export const alertUseCases = (deps: AlertDeps) => ({
  listIncidents: listIncidents(deps),
  countIncidents: (scope: Scope, deploymentId: string) => deps.admin.countIncidents(scope.orgId, deploymentId),
  getIncident: getIncident(deps),
  acknowledge: acknowledgeIncident(deps),
  resolve: resolveIncident(deps),
  listDeliveries: listDeliveries(deps),
  getDelivery: getDelivery(deps),
  sendTest: sendTest(deps),
  listPolicies: listPolicies(deps),
  createPolicy: createPolicy(deps),
  updatePolicy: updatePolicy(deps),
  deletePolicy: deletePolicy(deps),
  listSilences: (scope: Scope, deploymentId: string) => deps.admin.listSilences(scope.orgId, deploymentId),
  createSilence: createSilence(deps),
  endSilence: endSilence(deps),
  listDestinations: (scope: Scope) => deps.admin.listDestinations(scope.orgId),
  setDefaultDestination: setDefaultDestination(deps),
  removeDefaultDestination: removeDefaultDestination(deps),
  getWebhookSecret: getWebhookSecret(deps),
  slackStatus: getSlackStatus(deps),
  setSlackChannel: setSlackChannel(deps),
  disconnectSlack: disconnectSlack(deps),
});
export type AlertUseCases = ReturnType<typeof alertUseCases>;
