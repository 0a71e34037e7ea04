import { createSlackInstallationStore, type Db } from "@millrace/db";
import type { Once } from "@millrace/queue";
import { systemClock } from "@millrace/services";
import { createSlackCodeExchange, SLACK_CALLBACK_PATH, slackInstallUseCases } from "@millrace/services/alerts";
import { createSecretBox } from "@millrace/services/variables";
import type { Logger } from "@millrace/telemetry";
import type { Env } from "../env";

/** Connecting workspaces; undefined if the operator has configured no Slack app for it. */
export function slackInstall(env: Env, { db, once, log }: { db: Db; once: Once; log: Logger }) {
  if (!env.SLACK_CLIENT) return undefined;
  const { id: clientId, secret: clientSecret } = env.SLACK_CLIENT;
  const redirectUrl = `${env.MILLRACE_URL}${SLACK_CALLBACK_PATH}`;
  return slackInstallUseCases({
    installations: createSlackInstallationStore(db),
    secretBox: createSecretBox(env.MILLRACE_ENCRYPTION_KEYS),
    exchangeCode: createSlackCodeExchange({ clientId, clientSecret, redirectUrl, apiUrl: env.SLACK_API_URL }),
    once,
    clock: systemClock,
    serverSecret: env.MILLRACE_SECRET,
    clientId,
    authorizeUrl: env.SLACK_AUTHORIZE_URL,
    redirectUrl,
    onRefused: (reason) => log.warn({ reason }, "Slack granted no token"),
  });
}
