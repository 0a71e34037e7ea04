import type { SecretBox } from "@millrace/services/variables";
import type { SlackTokens } from "./slack-channel";

type Installations = {
  findActive(orgId: string): Promise<{ teamId: string; botToken: Uint8Array; keyId: string } | null>;
};

/** What a bot token is sealed to: it cannot be moved to another organization. */
export const sealedTo = (orgId: string, teamId: string): string => `slack|${orgId}|${teamId}`;

/** An organization's own workspace, else the one of the whole installation. */
export const createTokens = (deps: {
  installations: Installations;
  secretBox: SecretBox;
  sharedToken: string | undefined;
}): SlackTokens => ({
  async tokenFor(orgId) {
    const own = await deps.installations.findActive(orgId);
    if (!own) return deps.sharedToken ?? null;
    return deps.secretBox.open({ ciphertext: own.botToken, keyId: own.keyId }, sealedTo(orgId, own.teamId));
  },
});
