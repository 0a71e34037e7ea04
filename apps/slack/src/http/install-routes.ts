import { createHash } from "node:crypto";
import type { SlackInstall } from "@millrace/core/alerts";
import { type InstallState, readInstallState } from "@millrace/services/alerts";
import type { SecretBox } from "@millrace/services/variables";
import type { CustomRoute } from "@slack/bolt";
import { slackClient } from "../delivery/slack-channel";
import { sealedTo } from "../delivery/tokens";

export const CALLBACK_PATH = "/slack/oauth_redirect";

type Deps = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly secret: string;
  readonly publicUrl: string;
  readonly dashboardUrl: string;
  readonly apiUrl: string;
  readonly secretBox: SecretBox;
  /** Asked at the end: who began may have lost the role, or the membership, since. */
  readonly mayConnect: (state: InstallState) => Promise<boolean>;
  /** Returns false if an installation with this state was finished before. */
  readonly claimState: (hash: string) => Promise<boolean>;
  readonly save: (install: SlackInstall) => Promise<void>;
  readonly onError: (error: Error) => void;
};

/** The end of an installation: Slack sends the person back here with a code, which becomes the organization's token. */
export const installRoutes = (deps: Deps): CustomRoute[] => [
  {
    path: CALLBACK_PATH,
    method: "GET",
    handler: async (request, response) => {
      const say = (status: number, text: string) =>
        response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
      try {
        const query = new URL(request.url ?? "/", "http://slack").searchParams;
        const stateText = query.get("state") ?? "";
        const state = readInstallState(stateText, deps.secret, new Date());
        if (!state) return say(400, "This link is invalid or has expired. Start again from Millrace settings.");
        if (!(await deps.mayConnect(state))) return say(403, "Your role no longer lets you connect Slack.");
        const code = query.get("code");
        if (!code) return say(400, "The installation was canceled in Slack.");
        if (!(await deps.claimState(createHash("sha256").update(stateText).digest("hex"))))
          return say(400, "This link was used before. Start again from Millrace settings.");
        await install(deps, state, code);
        response
          .writeHead(302, { location: `${deps.dashboardUrl}/o/${encodeURIComponent(state.orgSlug)}/settings/slack` })
          .end();
      } catch (error) {
        deps.onError(error instanceof Error ? error : new Error(String(error)));
        say(502, "Slack rejected the installation. Try again or check the Slack app's logs.");
      }
    },
  },
];

async function install(deps: Deps, state: InstallState, code: string): Promise<void> {
  const answer = await slackClient(undefined, deps.apiUrl).oauth.v2.access({
    client_id: deps.clientId,
    client_secret: deps.clientSecret,
    code,
    redirect_uri: `${deps.publicUrl}${CALLBACK_PATH}`,
  });
  if (!answer.access_token || !answer.team?.id) throw new Error("Slack's response has no token");
  const { ciphertext, keyId } = deps.secretBox.seal(answer.access_token, sealedTo(state.orgId, answer.team.id));
  await deps.save({
    orgId: state.orgId,
    teamId: answer.team.id,
    teamName: answer.team.name ?? answer.team.id,
    botToken: ciphertext,
    keyId,
    botUserId: answer.bot_user_id ?? null,
    installedBy: state.userId,
  });
}
