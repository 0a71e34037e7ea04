import type { Clock } from "../clock";
import type { DeliveryWriter } from "./enqueue-deliveries";
import type { AlertPolicy, AlertStore, Silence } from "./ports";

export type EvaluateDeps = { readonly alerts: AlertStore; readonly clock: Clock; readonly publicUrl: string };

/** What an evaluation decides by, as it stands when its turn has come. */
export type EvaluationContext = {
  readonly announcer: DeliveryWriter;
  readonly policies: readonly AlertPolicy[];
  readonly silences: readonly Silence[];
};

/** Evaluates something of a deployment in one transaction; a deployment's evaluations go one by one. */
export const evaluateIn = (
  { alerts, clock, publicUrl }: EvaluateDeps,
  orgId: string,
  deploymentId: string,
  evaluate: (circumstances: EvaluationContext) => Promise<void>,
): Promise<void> =>
  alerts.inDeployment(orgId, deploymentId, async (tx) => {
    const now = clock.now();
    const [policies, silences, book] = await Promise.all([
      tx.listPolicies(),
      tx.listSilences(now),
      tx.loadRoutingTable(),
    ]);
    await evaluate({ announcer: { tx, book, publicUrl, now }, policies, silences });
  });
