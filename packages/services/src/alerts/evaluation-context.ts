import type { AlertPolicy, AlertStore, Silence } from "@millrace/core/alerts";
import type { Clock } from "../clock";
import type { DeliveryWriter } from "./enqueue-deliveries";

export type EvaluateDeps = { readonly alerts: AlertStore; readonly clock: Clock; readonly publicUrl: string };

/** What an evaluation depends on, as of the moment it has the deployment's lock. */
export type EvaluationContext = {
  readonly deploymentId: string;
  readonly writer: DeliveryWriter;
  readonly policies: readonly AlertPolicy[];
  readonly silences: readonly Silence[];
};

/** Runs an evaluation in one transaction; evaluations of one deployment run one at a time. */
export const evaluateIn = <T>(
  { alerts, clock, publicUrl }: EvaluateDeps,
  orgId: string,
  deploymentId: string,
  evaluate: (context: EvaluationContext) => Promise<T>,
): Promise<T> =>
  alerts.inDeployment(orgId, deploymentId, async (tx) => {
    const now = clock.now();
    const [policies, silences, routing] = await Promise.all([
      tx.listPolicies(),
      tx.listSilences(now),
      tx.loadRoutingTable(),
    ]);
    return evaluate({ deploymentId, writer: { tx, routing, publicUrl, now }, policies, silences });
  });
