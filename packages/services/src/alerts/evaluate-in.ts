import type { Clock } from "../clock";
import type { Announcer } from "./announce";
import type { AlertPolicy, AlertStore, Silence } from "./ports";

export type EvaluateDeps = { readonly alerts: AlertStore; readonly clock: Clock; readonly publicUrl: string };

/** What an evaluation decides by, as it stands when its turn has come. */
export type Circumstances = {
  readonly announcer: Announcer;
  readonly policies: readonly AlertPolicy[];
  readonly silences: readonly Silence[];
};

/** Evaluates something of a deployment in one transaction; a deployment's evaluations go one by one. */
export const evaluateIn = (
  { alerts, clock, publicUrl }: EvaluateDeps,
  orgId: string,
  deploymentId: string,
  evaluate: (circumstances: Circumstances) => Promise<void>,
): Promise<void> =>
  alerts.inDeployment(orgId, deploymentId, async (tx) => {
    const now = clock.now();
    const [policies, silences, book] = await Promise.all([
      tx.listPolicies(),
      tx.listSilences(now),
      tx.readAddressBook(),
    ]);
    await evaluate({ announcer: { tx, book, publicUrl, now }, policies, silences });
  });
