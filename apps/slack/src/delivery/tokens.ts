import type { SlackInstallationStore } from "@millrace/core/alerts";
import type { SecretBox } from "@millrace/services/variables";
import type { SlackTokens } from "./slack-channel";

/** The context that a bot token is encrypted with, so that it can't be moved to another organization. */
export const sealedTo = (orgId: string, teamId: string): string => `slack|${orgId}|${teamId}`;

/** Returns tokens for an organization's own workspace, else for the one that all share. */
export const createTokens = (deps: {
  installations: Pick<SlackInstallationStore, "findActive">;
  secretBox: SecretBox;
  sharedToken: string | undefined;
}): SlackTokens => ({
  async tokenFor(orgId) {
    const own = await deps.installations.findActive(orgId);
    if (!own) return deps.sharedToken ?? null;
    return deps.secretBox.open({ ciphertext: own.botToken, keyId: own.keyId }, sealedTo(orgId, own.teamId));
  },
});
