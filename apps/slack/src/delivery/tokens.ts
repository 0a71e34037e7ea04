import type { SlackInstallationStore } from "@millrace/core/alerts";
import { slackTokenContext } from "@millrace/services/alerts";
import type { SecretBox } from "@millrace/services/variables";
import type { SlackTokens } from "./slack-channel";

/** Returns tokens for an organization's own workspace, else for the one that all share. */
export const createTokens = (deps: {
  installations: Pick<SlackInstallationStore, "findActive">;
  secretBox: SecretBox;
  sharedToken: string | undefined;
}): SlackTokens => ({
  async tokenFor(orgId) {
    const own = await deps.installations.findActive(orgId);
    if (!own) return deps.sharedToken ?? null;
    return deps.secretBox.open({ ciphertext: own.botToken, keyId: own.keyId }, slackTokenContext(orgId, own.teamId));
  },
});
