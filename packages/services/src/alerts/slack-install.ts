import { createHash, randomBytes } from "node:crypto";
import { DomainError } from "@millrace/core";
import type { SlackInstallationStore } from "@millrace/core/alerts";
import type { Clock } from "../clock";
import type { Scope } from "../scope";
import type { SecretBox } from "../variables/secret-box";
import type { ExchangeSlackCode } from "./slack-code-exchange";
import { createInstallState, readInstallState, SLACK_INSTALL_MS, type SlackInstallState } from "./slack-install-state";
import { slackTokenContext } from "./slack-token";

/** Where Slack sends people back to, below the dashboard's public address. */
export const SLACK_CALLBACK_PATH = "/api/slack/callback";

const SCOPES = [
  "chat:write",
  "chat:write.public",
  "channels:read",
  "groups:read",
  "users:read",
  "users:read.email",
] as const;

export type SlackInstallDeps = {
  readonly installations: Pick<SlackInstallationStore, "save">;
  readonly secretBox: SecretBox;
  readonly exchangeCode: ExchangeSlackCode;
  /** Remembers what was used, for all processes together. */
  readonly once: { claim(key: string, ttlMs: number): Promise<boolean> };
  readonly clock: Clock;
  readonly serverSecret: string;
  readonly clientId: string;
  readonly authorizeUrl: string;
  readonly redirectUrl: string;
  /** Receives the reason why Slack didn't grant a token, for the operator's log. */
  readonly onRefused: (reason: string) => void;
};

/** Where to send a person to, and the nonce that the person's browser keeps until it comes back. */
export type BegunSlackInstall = { readonly url: string; readonly nonce: string };

/** Connecting an organization's own Slack workspace, from the button in the dashboard to the stored token. */
export const slackInstallUseCases = (deps: SlackInstallDeps) => ({
  begin: beginSlackInstall(deps),
  read: readSlackInstall(deps),
  finish: finishSlackInstall(deps),
});

const beginSlackInstall =
  ({ clock, serverSecret, clientId, authorizeUrl, redirectUrl }: SlackInstallDeps) =>
  ({ orgId, actor }: Scope, orgSlug: string): BegunSlackInstall => {
    const nonce = randomBytes(32).toString("base64url");
    const state = createInstallState({ orgId, orgSlug, userId: actor.id }, nonce, serverSecret, clock.now());
    const query = new URLSearchParams({
      client_id: clientId,
      scope: SCOPES.join(","),
      redirect_uri: redirectUrl,
      state,
    });
    return { url: `${authorizeUrl}?${query}`, nonce };
  };

/** @throws DomainError `slack_install_invalid` if this browser didn't begin the installation, or too long ago */
const readSlackInstall =
  ({ clock, serverSecret }: SlackInstallDeps) =>
  (state: string, nonce: string | undefined): SlackInstallState => {
    const begun = nonce ? readInstallState(state, nonce, serverSecret, clock.now()) : null;
    if (!begun) throw installInvalid("This Slack link is invalid or has expired, or it belongs to another browser.");
    return begun;
  };

/**
 * Exchanges the code for the organization's token. The caller has verified who began, and that they still can.
 * @throws DomainError `slack_install_invalid` if the state was used before; `slack_rejected`, `slack_unreachable`
 */
const finishSlackInstall =
  ({ once, exchangeCode, secretBox, installations, onRefused }: SlackInstallDeps) =>
  async ({ orgId, actor }: Scope, state: string, code: string): Promise<void> => {
    const key = createHash("sha256").update(state).digest("hex");
    if (!(await once.claim(`slack-install:${key}`, SLACK_INSTALL_MS))) {
      throw installInvalid("This Slack link was already used.");
    }
    const answer = await exchangeCode(code);
    if (answer.kind !== "granted") {
      onRefused(answer.error);
      throw answer.kind === "rejected" ? rejected(answer.error) : unreachable();
    }
    const { token, ...workspace } = answer.grant;
    const { ciphertext, keyId } = secretBox.seal(token, slackTokenContext(orgId, workspace.teamId));
    await installations.save({ orgId, ...workspace, botToken: ciphertext, keyId, installedBy: actor.id });
  };

const installInvalid = (problem: string) =>
  new DomainError("invalid", "slack_install_invalid", `${problem} Start again in Settings › Slack.`);

const rejected = (code: string) =>
  new DomainError("conflict", "slack_rejected", `Slack rejected the installation (${code}). Try again.`);

const unreachable = () =>
  new DomainError("conflict", "slack_unreachable", "Couldn't reach Slack. Try again in a few minutes.");
